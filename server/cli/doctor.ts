import { Command } from 'commander'
import { createTransport } from 'nodemailer'
import {
  overdueIncidents,
  p1gWithoutImpact,
  resolvedWithImpact,
  troubledDeliveries,
} from '../../db/system/consistency.ts'
import { shapeProblems } from '../../db/system/shape.ts'
import { readUnnamedProxy } from '../../db/system/unnamed-proxy.ts'
import { loadInstallation, readSite } from '../boot/installation.ts'
import { HOUR } from '../domain/vocabulary.ts'
import { isWithin, networkOf, parseAddress } from '../lib/networks.ts'
import { withoutSecrets } from '../lib/without-secrets.ts'
import { listPlatforms } from '../queries/platforms.ts'
import { programmeFindings } from './doctor/programmes.ts'
import { auditFindings } from './doctor-audit.ts'
import { CommandFailure, EXIT } from './exit.ts'
import type { Finding } from './finding.ts'
import { type Session, withReadingSession } from './session.ts'

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Check configuration, database, keys, mail and push set-up, audit chain and consistency.')
    .action(() =>
      withReadingSession(async (session) => {
        const findings = (
          await Promise.all(
            [schema, setup, auditFindings, consistency, programmeFindings, deliveries].map((check) => check(session)),
          )
        ).flat()
        for (const { level, text } of findings) process.stdout.write(`${level.padEnd(4)}  ${text}\n`)
        const failed = findings.filter((finding) => finding.level === 'fail').length
        if (failed > 0) throw new CommandFailure(`${failed} of ${findings.length} checks failed.`, EXIT.failed)
      }),
    )
}

/** What the database says was applied, and what is really there, are two things. */
async function schema({ db }: Session): Promise<Finding[]> {
  const problems = await shapeProblems(db)
  if (problems.length === 0) return [{ level: 'ok', text: 'schema: up to date, with every table, column and index' }]
  return problems.map(({ text, isGrave }) => ({ level: isGrave ? 'fail' : 'warn', text: `schema: ${text}` }))
}

async function setup({ config, db }: Session): Promise<Finding[]> {
  const installation = await loadInstallation(db, config)
  const { vapid } = installation
  const site = await readSite(db, config, installation)
  return [
    { level: 'ok', text: `configuration: ${config.publicUrl}, data in ${config.dataDir}` },
    { level: 'ok', text: `database: ${config.databaseUrl ? 'PostgreSQL' : 'SQLite'}` },
    site.demo
      ? { level: 'warn', text: 'content: the demonstration is loaded; remove it with "demo clear"' }
      : content((await listPlatforms(db)).length),
    config.publicUrl.startsWith('https:')
      ? { level: 'ok', text: `push: keys ready, subject ${vapid.subject}` }
      : { level: 'warn', text: 'push: browsers require https (or localhost); set PUBLIC_URL' },
    await mail(config),
    ...(await proxies({ config, db })),
  ]
}

/** With a wrong DATA_DIR, the database looks new. */
function content(platforms: number): Finding {
  if (platforms > 0) return { level: 'ok', text: `content: ${platforms} platforms, no demonstration` }
  return { level: 'warn', text: 'content: no platforms; if you expected some, check DATA_DIR' }
}

async function mail({ mail: transport, emailFrom, emailReplyTo }: Session['config']): Promise<Finding> {
  if (transport.kind === 'mailbox')
    return { level: 'warn', text: `mail: no provider; mails are written to ${transport.folder}` }
  if (!emailReplyTo) return { level: 'warn', text: 'mail: EMAIL_REPLY_TO is not set, so replies do not reach the desk' }
  if (transport.kind === 'resend') return { level: 'ok', text: `mail: Resend, from ${emailFrom}` }
  try {
    await createTransport({ url: transport.url, connectionTimeout: 5000 }).verify()
    return { level: 'ok', text: `mail: SMTP relay reachable, from ${emailFrom}` }
  } catch (error) {
    return {
      level: 'fail',
      text: `mail: SMTP relay not reachable: ${withoutSecrets(error instanceof Error ? error.message : String(error))}`,
    }
  }
}

/** Whether the clients behind a proxy can be told apart. */
async function proxies({ config, db }: Pick<Session, 'config' | 'db'>): Promise<Finding[]> {
  const { trustedProxies, publicUrl } = config
  const noticed = await readUnnamedProxy(db)
  const address = parseAddress(noticed?.address)
  if (noticed && address && !isWithin(address, trustedProxies.map(networkOf))) {
    const when = new Date(noticed.at).toISOString().slice(0, 10)
    const text = `proxies: requests came through ${noticed.address} (${when}), which TRUSTED_PROXIES does not name: all its clients share one limit`
    return [{ level: 'warn', text }]
  }
  if (trustedProxies.length > 0) return [{ level: 'ok', text: `proxies: ${trustedProxies.join(', ')} trusted` }]
  if (!publicUrl.startsWith('https:')) return []
  const text = 'proxies: https takes a proxy, and TRUSTED_PROXIES names none: all its clients share one limit'
  return [{ level: 'warn', text }]
}

async function consistency({ db, act }: Session): Promise<Finding[]> {
  const green = await p1gWithoutImpact(db)
  const stuck = await resolvedWithImpact(db)
  const overdue = await overdueIncidents(db, act().now)
  const findings: Finding[] = [
    ...green.map(
      (id): Finding => ({ level: 'fail', text: `consistency: P1G ${id} is open, but no platform is affected` }),
    ),
    ...stuck.map(
      (id): Finding => ({ level: 'fail', text: `consistency: ${id} is resolved, but still affects a platform` }),
    ),
    ...overdue.map(
      ({ id, title }): Finding => ({ level: 'warn', text: `promises: an update of ${id} is overdue (${title})` }),
    ),
  ]
  return findings.length > 0
    ? findings
    : [{ level: 'ok', text: 'consistency: incidents, platforms and promises are consistent' }]
}

async function deliveries({ db, act }: Session): Promise<Finding[]> {
  const rows = await troubledDeliveries(db, act().now - HOUR)
  if (rows.length === 0)
    return [{ level: 'ok', text: 'deliveries: none waiting for over an hour, none failed in the last hour' }]
  return rows.map(({ channel, state, count }) => ({
    level: 'warn',
    text:
      state === 'failed'
        ? `deliveries: ${count} by ${channel} failed in the last hour`
        : `deliveries: ${count} by ${channel} waiting for over an hour`,
  }))
}
