import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Brand } from '../domain/plan/brand.ts'
import type { Plan } from '../domain/plan/plan.ts'
import type { SingleSignOn } from '../domain/staff/single-sign-on.ts'
import { firstOf } from '../lib/input/zod-messages.ts'
import { parseAddress } from '../lib/networks.ts'
import { brandOf } from './brand/brand-file.ts'
import type { LogoFile } from './brand/logo.ts'
import { dataDirProblem } from './data-dir.ts'
import { type Environment, environment, SECRETS } from './environment.ts'
import { misnamed } from './misnamed.ts'
import { planOf } from './plan-file.ts'
import { readPlanFile } from './read-plan-file.ts'
import { singleSignOnOf } from './sign-in/sign-in-file.ts'
import { type Sources, sourcesIn } from './sources.ts'
import { vapidKeyProblem } from './vapid-keys.ts'
import { isPublicContact } from './vapid-subject.ts'

/** How mail is sent: through Resend, through the operator's own relay, or into a folder. */
type MailTransport =
  | { kind: 'resend'; apiKey: string; baseUrl?: string }
  | { kind: 'smtp'; url: string }
  | { kind: 'mailbox'; folder: string }

export interface Config {
  port: number
  host: string
  dataDir: string
  /** Without a trailing slash. */
  publicUrl: string
  databaseUrl: string | undefined
  seed: 'demo' | 'none'
  mail: MailTransport
  emailFrom: string
  emailReplyTo: string | undefined
  vapidSubject: string
  /** From the environment; if undefined, created once and kept in the database. */
  vapidKeys: { publicKey: string; privateKey: string } | undefined
  pushExtraOrigins: string[]
  /** Hosts in lower case and CIDRs. */
  outboundAllow: string[]
  trustedProxies: string[]
  metricsToken: string | undefined
  resendWebhookSecret: string | undefined
  /** From the environment; if undefined, made once and kept in `dataDir`. */
  secretKey: string | undefined
  /** At which staff sign in; if undefined, by password alone. */
  singleSignOn: SingleSignOn | undefined
  /** Pinged each minute while the ladder runs. */
  heartbeatUrl: string | undefined
  /** Where all this was read, for whoever looks for a mistake. */
  files: Pick<Sources, 'plan' | 'secrets'>
  /** What to tell of variables that are almost called as some that are read. */
  misnamed: string[]
  logLevel: string
  /** The provider's name; if undefined, a neutral one is shown. */
  name: string | undefined
  supportUrl: string | undefined
  /** How the provider looks; if undefined, as Signalpost does. */
  brand: Brand | undefined
  /** Files that are published as they are: the logos. */
  logos: readonly LogoFile[]
  plan: Plan
}

/** Everything that is wrong with the environment or the configuration file, one sentence each. */
export class ConfigError extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(`The configuration is wrong:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

/** Reads environment and configuration file. Throws one `ConfigError` that lists everything that is wrong. */
export function loadConfig(variables: NodeJS.ProcessEnv = process.env): Config {
  const problems: string[] = []
  const given = withSecretFiles(variables, problems)
  const parsed = environment.safeParse(given)
  if (!parsed.success)
    for (const { path, message } of parsed.error.issues) problems.push(`${path[0]?.toString()} ${message}.`)
  const env = parsed.data
  const file = readPlanFile(given, problems)
  const { brand, files } = brandOf(file?.brand, sourcesIn(given).plan.path, problems)
  const noFolder = dataDirProblem(sourcesIn(given).dataDir.path)
  if (noFolder) problems.push(noFolder)
  problems.push(...contradictions(given))
  const singleSignOn = env && file && singleSignOnOf(env, file.signIn, problems)
  if (problems.length > 0 || !env || !file) throw new ConfigError(firstOf([...problems, ...misnamed(variables)]))
  const dataDir = resolve(env.DATA_DIR)
  const publicUrl = (env.PUBLIC_URL ?? `http://${hostInUrl(env.HOST)}:${env.PORT}`).replace(/\/$/, '')
  const mail = mailTransport(env, dataDir)
  const emailFrom = env.EMAIL_FROM ?? `status@${mailDomain(publicUrl)}`
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir,
    publicUrl,
    databaseUrl: env.DATABASE_URL,
    seed: env.SEED ?? (mail.kind === 'mailbox' && env.PUBLIC_URL === undefined ? 'demo' : 'none'),
    mail,
    emailFrom,
    emailReplyTo: env.EMAIL_REPLY_TO,
    vapidSubject:
      env.VAPID_SUBJECT ?? (publicUrl.startsWith('https:') ? publicUrl : `mailto:status@${mailDomain(publicUrl)}`),
    vapidKeys:
      env.VAPID_PUBLIC_KEY && env.VAPID_PRIVATE_KEY
        ? { publicKey: env.VAPID_PUBLIC_KEY, privateKey: env.VAPID_PRIVATE_KEY }
        : undefined,
    pushExtraOrigins: env.PUSH_EXTRA_ORIGINS.map((origin) => new URL(origin).origin),
    outboundAllow: env.OUTBOUND_ALLOW.map((text) => text.toLowerCase()),
    trustedProxies: env.TRUSTED_PROXIES,
    metricsToken: env.METRICS_TOKEN,
    resendWebhookSecret: env.RESEND_WEBHOOK_SECRET,
    secretKey: env.SECRET_KEY,
    singleSignOn,
    heartbeatUrl: env.HEARTBEAT_URL,
    files: sourcesIn(variables),
    misnamed: misnamed(variables),
    logLevel: env.LOG_LEVEL,
    name: file.name,
    supportUrl: file.supportUrl,
    brand,
    logos: files,
    plan: planOf(file, singleSignOn?.name),
  }
}

/** `NAME_FILE` names a file that holds the secret. An empty variable counts as unset. */
function withSecretFiles(variables: NodeJS.ProcessEnv, problems: string[]): NodeJS.ProcessEnv {
  const merged = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  for (const name of SECRETS) {
    const path = merged[`${name}_FILE`]
    if (!path) continue
    if (merged[name]) problems.push(`${name} and ${name}_FILE are both set: keep one.`)
    try {
      merged[name] = readFileSync(path, 'utf8').trim()
      if (!merged[name]) problems.push(`${name}_FILE names ${path}, which is empty.`)
    } catch {
      problems.push(`${name}_FILE names ${path}, which cannot be read.`)
    }
  }
  return merged
}

function contradictions(env: NodeJS.ProcessEnv): string[] {
  const problems: string[] = []
  if (env.RESEND_API_KEY && env.SMTP_URL)
    problems.push('RESEND_API_KEY and SMTP_URL are both set: choose one way to send mail.')
  if ((env.RESEND_API_KEY || env.SMTP_URL) && !env.EMAIL_FROM) problems.push('EMAIL_FROM is needed to send mail.')
  if ((env.RESEND_API_KEY || env.SMTP_URL) && !env.PUBLIC_URL)
    problems.push('PUBLIC_URL is needed: the links in mails lead there.')
  if (!env.VAPID_PUBLIC_KEY !== !env.VAPID_PRIVATE_KEY)
    problems.push('VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY belong together: set both or neither.')
  const pair = pairOf(env)
  const wrong = pair && vapidKeyProblem(pair)
  if (wrong) problems.push(`${wrong}. Set both to one pair, or neither: then Signalpost makes its own.`)
  const url = env.PUBLIC_URL ?? ''
  if (!env.VAPID_SUBJECT && /^https:/i.test(url) && URL.canParse(url) && !isPublicContact(url))
    problems.push(`VAPID_SUBJECT is needed, such as mailto:desk@example.com: push services refuse ${url} as a contact.`)
  return problems
}

/** Both keys, where they look like keys; what does not is named by its own rule. */
function pairOf({ VAPID_PUBLIC_KEY: publicKey = '', VAPID_PRIVATE_KEY: privateKey = '' }: NodeJS.ProcessEnv) {
  const { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY } = environment.shape
  const areKeys = [VAPID_PUBLIC_KEY.safeParse(publicKey), VAPID_PRIVATE_KEY.safeParse(privateKey)]
  return areKeys.every(({ success }) => success) ? { publicKey, privateKey } : null
}

function mailTransport(env: Environment, dataDir: string): MailTransport {
  if (env.RESEND_API_KEY) return { kind: 'resend', apiKey: env.RESEND_API_KEY, baseUrl: env.RESEND_BASE_URL }
  if (env.SMTP_URL) return { kind: 'smtp', url: env.SMTP_URL }
  return { kind: 'mailbox', folder: join(dataDir, 'mail') }
}

/** The domain of default mail addresses. Without a real one, mail stays in the local folder anyway. */
function mailDomain(publicUrl: string): string {
  const { hostname } = new URL(publicUrl)
  return isPublicContact(`mailto:status@${hostname}`) && !parseAddress(hostname) ? hostname : 'status.example.com'
}

function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

/** Where this process's configuration comes from, right or wrong. */
export function configurationSources(): Sources {
  return sourcesIn(process.env)
}

/** The environment for programs that we call. */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  return process.env
}
