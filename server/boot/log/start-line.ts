import { planShown } from '../../../db/seed/support.ts'
import type { Config } from '../../config/index.ts'
import { VERSION } from '../../lib/version.ts'
import { databaseLocation } from '../installation.ts'

type Told = Pick<
  Config,
  'host' | 'port' | 'publicUrl' | 'databaseUrl' | 'dataDir' | 'files' | 'mail' | 'trustedProxies'
> &
  Pick<Config, 'vapidKeys' | 'pushExtraOrigins' | 'plan' | 'heartbeatUrl'>

/** What runs here, and on what: the first thing that somebody needs who reads a log. No secrets. */
export function startLine(config: Told): Record<string, unknown> {
  const { host, port, publicUrl, dataDir, files, mail, vapidKeys, pushExtraOrigins, trustedProxies, heartbeatUrl } =
    config
  const secrets = Object.entries(files.secrets).map(([name, path]) => `${name}: ${path}`)
  return {
    version: VERSION,
    node: process.versions.node,
    listening: `${host.includes(':') ? `[${host}]` : host}:${port}`,
    publicUrl,
    database: databaseShown(databaseLocation(config)),
    dataDir,
    configuration: [files.plan.isThere ? files.plan.path : 'defaults (no plan file)', ...secrets],
    mail: mailShown(mail),
    push: [vapidKeys ? 'keys of the environment' : 'keys of the database', ...pushExtraOrigins].join(', '),
    ladder: ladderShown(config),
    heartbeat: heartbeatUrl === undefined ? 'none' : new URL(heartbeatUrl).host,
    trustedProxies,
  }
}

/**
 * What is wrong with a page that the public reads and that sends no mail: it tells people that a message is on its way.
 * Null where there is a provider, or where the page is tried out.
 */
export function mailDoubt({ mail, publicUrl }: Pick<Config, 'mail' | 'publicUrl'>): string | null {
  if (mail.kind !== 'mailbox' || !publicUrl.startsWith('https:')) return null
  return `no mail provider is set, so whoever subscribes by e-mail waits in vain: mails are kept in ${mail.folder}; set SMTP_URL or RESEND_API_KEY`
}

/**
 * Whether the configuration names anybody: nobody's name. How far that reaches is judged once the platforms are known
 * (`ladderDoubt`). The demonstration comes and goes while the server runs, so it is said what is told while it is loaded.
 */
function ladderShown({ plan, mail }: Pick<Config, 'plan' | 'mail'>): string {
  const { staff, teams } = plan
  if (staff.desk.length + staff.leads.length + teams.length > 0)
    return 'the configuration names whom to tell what is overdue'
  const nobody = 'the configuration names nobody to tell what is overdue'
  const isInvented = mail.kind === 'mailbox' && planShown(plan, true).staff !== plan.staff
  return isInvented
    ? `${nobody}; while the demonstration is loaded, its invented people are told, into the local mailbox`
    : nobody
}

/** "SQLite /var/lib/signalpost/signalpost.sqlite", "PostgreSQL db.example.com:5432/status": nobody's name or password. */
export function databaseShown(location: { file: string } | { url: string }): string {
  if ('file' in location) return `SQLite ${location.file}`
  if (!URL.canParse(location.url)) return 'PostgreSQL'
  const { host, pathname, searchParams } = new URL(location.url)
  return `PostgreSQL ${host || searchParams.get('host') || 'localhost'}${pathname}`
}

function mailShown(mail: Config['mail']): string {
  if (mail.kind === 'resend') return `Resend${mail.baseUrl ? ` at ${new URL(mail.baseUrl).host}` : ''}`
  return mail.kind === 'smtp' ? `SMTP ${new URL(mail.url).host}` : `none: kept in ${mail.folder}`
}
