import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import type { Plan } from '../domain/plan/plan.ts'
import { planOf } from './plan-file.ts'
import { readPlanFile } from './read-plan-file.ts'

/** How mail is sent: through Resend, through the operator's own relay, or into a folder. */
export type MailTransport =
  | { kind: 'resend'; apiKey: string; baseUrl?: string | undefined }
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
  trustedProxies: string[]
  metricsToken: string | undefined
  logLevel: string
  /** The provider's name; if undefined, a neutral one is shown. */
  name: string | undefined
  supportUrl: string | undefined
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

const SECRETS = [
  'DATABASE_URL',
  'RESEND_API_KEY',
  'RESEND_WEBHOOK_SECRET',
  'SMTP_URL',
  'VAPID_PRIVATE_KEY',
  'METRICS_TOKEN',
]

const list = (item: z.ZodType<string, string>) =>
  z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .pipe(z.array(item))

const url = (protocols: RegExp, example: string) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && protocols.test(new URL(text).protocol), `must be a URL like ${example}`)

const environment = z.object({
  PORT: z.coerce
    .number('must be a port number')
    .int('must be a port number')
    .min(1, 'must be a port number')
    .max(65535, 'must be a port number')
    .default(8080),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('./data'),
  PUBLIC_URL: url(/^https?:$/, 'https://status.example.com')
    .refine(
      (text) => !URL.canParse(text) || (new URL(text).pathname === '/' && !new URL(text).search),
      'must have no path',
    )
    .optional(),
  DATABASE_URL: url(/^postgres(ql)?:$/, 'postgres://user:password@host/database').optional(),
  SEED: z.enum(['demo', 'none'], 'must be "demo" or "none"').optional(),
  RESEND_API_KEY: z.string().optional(),
  RESEND_BASE_URL: url(/^https?:$/, 'https://api.resend.com').optional(),
  SMTP_URL: url(/^smtps?:$/, 'smtps://user:password@host:465').optional(),
  EMAIL_FROM: mailbox().optional(),
  EMAIL_REPLY_TO: mailbox().optional(),
  VAPID_SUBJECT: z
    .string()
    .regex(/^(https:\/\/[^\s<>]+|mailto:[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+)$/, {
      error: 'must be https://… or mailto:… without spaces',
      abort: true,
    })
    .refine((text) => !/@localhost$|\.local$/.test(text), 'must not be a local address: Apple refuses it')
    .optional(),
  VAPID_PUBLIC_KEY: z
    .string()
    .regex(/^[\w-]{87}$/, 'must be 87 characters base64url')
    .optional(),
  VAPID_PRIVATE_KEY: z
    .string()
    .regex(/^[\w-]{43}$/, 'must be 43 characters base64url')
    .optional(),
  PUSH_EXTRA_ORIGINS: list(z.string().refine(isOrigin, 'must list origins like https://push.example.com')).default([]),
  TRUSTED_PROXIES: list(z.string().refine(isNetwork, 'must list addresses or CIDRs like 10.0.0.0/8')).default([]),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be one of fatal, error, warn, info, debug, trace, silent',
    )
    .default('info'),
  SIGNALPOST_CONFIG: z.string().optional(),
})
type Environment = z.output<typeof environment>

/** Reads environment and configuration file. Throws one `ConfigError` that lists everything that is wrong. */
export function loadConfig(variables: NodeJS.ProcessEnv = process.env): Config {
  const problems: string[] = []
  const given = withSecretFiles(variables, problems)
  const parsed = environment.safeParse(given)
  if (!parsed.success)
    problems.push(...parsed.error.issues.map((issue) => `${issue.path[0]?.toString()} ${issue.message}.`))
  const env = parsed.data
  const file = readPlanFile(given, problems)
  problems.push(...contradictions(given))
  if (problems.length > 0 || !env || !file) throw new ConfigError(problems)
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
    trustedProxies: env.TRUSTED_PROXIES,
    metricsToken: env.METRICS_TOKEN,
    logLevel: env.LOG_LEVEL,
    name: file.name,
    supportUrl: file.supportUrl,
    plan: planOf(file),
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
  return problems
}

function mailTransport(env: Environment, dataDir: string): MailTransport {
  if (env.RESEND_API_KEY) return { kind: 'resend', apiKey: env.RESEND_API_KEY, baseUrl: env.RESEND_BASE_URL }
  if (env.SMTP_URL) return { kind: 'smtp', url: env.SMTP_URL }
  return { kind: 'mailbox', folder: join(dataDir, 'mail') }
}

/** The domain of default mail addresses. Without a real one, mail stays in the local folder anyway. */
function mailDomain(publicUrl: string): string {
  const { hostname } = new URL(publicUrl)
  return /[a-z]\.[a-z]/i.test(hostname) ? hostname : 'status.example.com'
}

function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

function mailbox() {
  return z
    .string()
    .regex(
      /^([^<>\r\n]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
      'must be an address like "Status <status@example.com>"',
    )
}

function isOrigin(text: string): boolean {
  return (
    URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text.replace(/\/$/, '')
  )
}

function isNetwork(text: string): boolean {
  return text.includes('/') ? ipaddr.isValidCIDR(text) : ipaddr.isValid(text)
}

/** The environment for programs that we call. */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  return process.env
}
