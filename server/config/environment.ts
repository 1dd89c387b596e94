import { readFileSync } from 'node:fs'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'

/** Variables that may also be given as a file, named by `NAME_FILE`. */
const SECRETS = ['DATABASE_URL', 'RESEND_API_KEY', 'SMTP_URL', 'VAPID_PRIVATE_KEY', 'METRICS_TOKEN']

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
export type Environment = z.output<typeof environment>

/** Reads the environment: its values as far as they are right, and everything that is wrong, one sentence each. */
export function readEnvironment(variables: NodeJS.ProcessEnv): {
  /** The variables as given, with secrets read from files. */
  given: NodeJS.ProcessEnv
  env: Environment | undefined
  problems: string[]
} {
  const problems: string[] = []
  const given = withSecretFiles(variables, problems)
  const parsed = environment.safeParse(given)
  for (const { path, message } of parsed.error?.issues ?? []) problems.push(`${path[0]?.toString()} ${message}.`)
  return { given, env: parsed.data, problems: [...problems, ...contradictions(given)] }
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
