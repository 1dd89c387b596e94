import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { SECRET_KEY_LENGTH } from '../lib/secret-key.ts'
import { shorten } from '../lib/text.ts'
import { isContact } from './vapid-subject.ts'

/** Variables that may also be given as `NAME_FILE`, with the path of a file that contains the value. */
export const SECRETS = [
  'DATABASE_URL',
  'RESEND_API_KEY',
  'RESEND_WEBHOOK_SECRET',
  'SMTP_URL',
  'VAPID_PRIVATE_KEY',
  'METRICS_TOKEN',
  'SECRET_KEY',
  'HEARTBEAT_URL',
  'OIDC_CLIENT_SECRET',
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

/** An entry of a list; what is wrong names it. */
const each = (isRight: (text: string) => boolean, wanted: string) =>
  z.string().refine(isRight, { error: ({ input }) => `${wanted}; "${shorten(String(input), 60)}" is none` })

const url = (protocols: RegExp, example: string) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && protocols.test(new URL(text).protocol), `must be a URL like ${example}`)

/** Every variable that the program reads, with what the documentation says of it. */
export const environment = z.object({
  PORT: z.coerce
    .number('must be a port number')
    .int('must be a port number')
    .min(1, 'must be a port number')
    .max(65535, 'must be a port number')
    .default(8080)
    .describe('The port to listen on.'),
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('The address to listen on; `0.0.0.0` for all addresses of this machine.'),
  DATA_DIR: z.string().default('./data').describe('The folder of the database, the public site and the local mailbox.'),
  PUBLIC_URL: url(/^https?:$/, 'https://status.example.com')
    .refine(
      (text) => !URL.canParse(text) || (new URL(text).pathname === '/' && !new URL(text).search),
      'must have no path',
    )
    .optional()
    .describe('The public URL of the page, used in links. Required to send mail. Default: `http://HOST:PORT`.'),
  DATABASE_URL: url(/^postgres(ql)?:$/, 'postgres://user:password@host/database')
    .optional()
    .describe('A PostgreSQL database. Default: a SQLite file in `DATA_DIR`.'),
  SEED: z
    .enum(['demo', 'none'], 'must be "demo" or "none"')
    .optional()
    .describe(
      'What an empty database starts with. Default: `demo` without `PUBLIC_URL` and mail provider, else `none`.',
    ),
  RESEND_API_KEY: z.string().optional().describe('Sends mail through Resend.'),
  RESEND_BASE_URL: url(/^https?:$/, 'https://api.resend.com')
    .optional()
    .describe('Another URL of the Resend API.'),
  RESEND_WEBHOOK_SECRET: z
    .string()
    .regex(/^(whsec_)?[A-Za-z0-9+/]{16,}={0,2}$/, 'must be the signing secret of a webhook at Resend, whsec_…')
    .optional()
    .describe(
      'The signing secret of the webhook at Resend that reports to `/hooks/resend` what became of mails. Default: nothing is taken there.',
    ),
  SMTP_URL: url(/^smtps?:$/, 'smtps://user:password@host:465')
    .optional()
    .describe('Sends mail through your own SMTP relay.'),
  EMAIL_FROM: mailbox().optional().describe('The sender of mails. Required to send mail.'),
  EMAIL_REPLY_TO: mailbox().optional().describe('The address for replies to mails: the desk.'),
  VAPID_SUBJECT: z
    .string()
    .regex(/^(https:\/\/[^\s<>]+|mailto:[^\s<>@]+@[^\s<>@.]+(\.[^\s<>@.]+)+)$/, {
      error: 'must be https://… or mailto:… without spaces',
      abort: true,
    })
    .refine(isContact, 'must name a public host: push services refuse local, invalid, made-up and private ones')
    .optional()
    .describe(
      'The contact for push services, `https:` or `mailto:`, at a public host. Default: `PUBLIC_URL` if it is https.',
    ),
  VAPID_PUBLIC_KEY: z
    .string()
    .regex(/^[\w-]{87}$/, 'must be 87 characters base64url')
    .optional()
    .describe('The public key for push services. Default: created once and kept in the database.'),
  VAPID_PRIVATE_KEY: z
    .string()
    .regex(/^[\w-]{43}$/, 'must be 43 characters base64url')
    .optional()
    .describe('The private key for `VAPID_PUBLIC_KEY`.'),
  PUSH_EXTRA_ORIGINS: list(each(isOrigin, 'must list origins like https://push.example.com'))
    .default([])
    .describe('Origins of push services in addition to the known ones, separated by commas; http is allowed.'),
  OUTBOUND_ALLOW: list(
    each(isHostOrNetwork, 'must list hosts, addresses or CIDRs like hooks.example.internal or 10.0.0.0/8'),
  )
    .default([])
    .describe(
      'Hosts, addresses or CIDRs that webhooks of subscribers may reach although they are private, also by http and on any port, separated by commas.',
    ),
  TRUSTED_PROXIES: list(each(isNetwork, 'must list addresses or CIDRs like 10.0.0.0/8'))
    .default([])
    .describe('Addresses or CIDRs of proxies whose `X-Forwarded-For` is trusted, separated by commas.'),
  METRICS_TOKEN: z
    .string()
    .min(16, 'must have at least 16 characters')
    .optional()
    .describe(
      'The bearer token for `/metrics`, of at least 16 characters. Default: only the token of an admin is accepted.',
    ),
  SECRET_KEY: z
    .string()
    .min(SECRET_KEY_LENGTH, `must have at least ${SECRET_KEY_LENGTH} characters`)
    .optional()
    .describe(
      'Keys the audit trail: random text of at least 32 characters, such as from `openssl rand -base64 32`, the same for all instances on a database, never changed. Default: made once and kept in `DATA_DIR/secret.key`.',
    ),
  HEARTBEAT_URL: url(/^https?:$/, 'https://heartbeat.example.com/ping/…')
    .refine((text) => !URL.canParse(text) || !(new URL(text).username || new URL(text).password), {
      error: 'must have no user name and no password: put what is secret into its path',
    })
    .optional()
    .describe(
      'An address of a watchdog that is pinged (GET) each minute while the ladder runs; its path may be a secret.',
    ),
  OIDC_ISSUER: url(/^https?:$/, 'https://login.example.com')
    .refine((text) => !URL.canParse(text) || !isInsecure(new URL(text)), 'must be https, but for this machine itself')
    .optional()
    .describe(
      'The issuer of an identity provider (OpenID Connect) at which staff sign in; `signIn` in the configuration file says who may what.',
    ),
  OIDC_CLIENT_ID: z.string().optional().describe('What that provider calls this installation.'),
  OIDC_CLIENT_SECRET: z.string().optional().describe('The secret that belongs to it.'),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be one of fatal, error, warn, info, debug, trace, silent',
    )
    .default('info')
    .describe('The log level (on standard error).'),
  SIGNALPOST_CONFIG: z
    .string()
    .optional()
    .describe('The configuration file. Default: `DATA_DIR/config.json`, if it exists.'),
})
export type Environment = z.output<typeof environment>

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

function isHostOrNetwork(text: string): boolean {
  return isNetwork(text) || /^(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$/i.test(text)
}

function isNetwork(text: string): boolean {
  return text.includes('/') ? ipaddr.isValidCIDR(text) : ipaddr.isValid(text)
}

/** Would somebody on the way read what is sent there? */
function isInsecure({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}
