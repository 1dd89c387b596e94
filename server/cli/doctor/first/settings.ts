import { existsSync, readFileSync } from 'node:fs'
import { rosterOf } from '../../../actions/ladder/roster.ts'
import { keyOrigin, secretKeyFile } from '../../../boot/secret-key.ts'
import type { Config } from '../../../config/index.ts'
import { isContact, isMadeUp } from '../../../config/vapid-subject.ts'
import { teamsOf } from '../../../domain/ladder/duty.ts'
import { AUTHOR, DESK, DUTY_LEAD } from '../../../domain/ladder/ladder.ts'
import { channelsFound, urgentWays } from '../../../domain/plan/support.ts'
import type { Examined } from '../finding.ts'
import type { Step } from './step.ts'

/** What is set in the environment and in the plan file. A demonstration (`isDemo`) shows a provider of its own meanwhile. */
export function settingSteps({ config }: Examined, isDemo: boolean) {
  const said = fieldsOf(config)
  const where = `in ${config.files.plan.path}`
  const { plan, publicUrl } = config
  const isPublic = publicUrl.startsWith('https:')
  return {
    name: step(
      'name',
      config.name !== undefined,
      config.name ?? (isDemo ? 'the page shows the provider of the demonstration' : 'the page shows no provider'),
      `"name": "Northline Communications" ${where}`,
    ),
    zone: zoneStep(plan.zone, said.has('zone'), where),
    address: step(
      'address',
      isPublic,
      isPublic ? publicUrl : `${publicUrl} is no address for customers`,
      'PUBLIC_URL=https://status.example.com',
    ),
    support: supportStep(config, where, isDemo),
    mail: mailStep(config),
    push: pushStep(config, isPublic),
    proxy: proxyStep(config, isPublic),
    staff: staffStep(config, where),
    key: keyStep(config),
  }
}

/** The file was read and found right before. */
function fieldsOf({ files: { plan } }: Config): Set<string> {
  if (!plan.isThere) return new Set()
  return new Set(Object.keys(JSON.parse(readFileSync(plan.path, 'utf8').replace(/^\uFEFF/, ''))))
}

function step(name: string, isDone: boolean | null, text: string, how: string): Step {
  return { name, isDone, text, how }
}

function zoneStep(zone: string, isSaid: boolean, where: string): Step {
  return step('zone', isSaid, isSaid ? zone : `${zone}, as nothing else is said`, `"zone": "${zone}" ${where}`)
}

function supportStep({ plan, supportUrl }: Config, where: string, isDemo: boolean): Step {
  const found = channelsFound(plan.support.channels, supportUrl ?? null)
  const how = `"supportUrl": "https://…" for the portal, and "support" with the other channels, ${where}`
  if (found.length === 0) {
    const none = isDemo ? 'the page shows that of the demonstration' : 'the page does not say how to reach anybody'
    return step('support', false, none, how)
  }
  const kinds = found.map(({ kind }) => kind).join(', ')
  const isUrgent = urgentWays(found).length > 0
  // Whether anybody may call is the provider's to say.
  return step('support', isUrgent || null, isUrgent ? kinds : `${kinds}; no telephone or chat for what is urgent`, how)
}

function mailStep({ mail, emailFrom, emailReplyTo, resendWebhookSecret }: Config): Step {
  const how = 'RESEND_API_KEY or SMTP_URL, with EMAIL_FROM and EMAIL_REPLY_TO'
  if (mail.kind === 'mailbox') return step('mail', false, `goes to nobody, but to ${mail.folder}`, how)
  const way = `${mail.kind === 'resend' ? 'Resend' : 'SMTP relay'}, from ${emailFrom}`
  if (emailReplyTo && mail.kind === 'resend' && !resendWebhookSecret) {
    const text = `${way}, which reports nothing: dead addresses are written to for ever`
    return step('mail', null, text, 'a webhook at Resend, and RESEND_WEBHOOK_SECRET: docs/operating.md')
  }
  return emailReplyTo
    ? step('mail', true, `${way}, answers to ${emailReplyTo}`, '')
    : step('mail', false, `${way}, and answers reach nobody`, 'EMAIL_REPLY_TO=desk@example.com')
}

function pushStep({ vapidSubject, publicUrl }: Config, isPublic: boolean): Step {
  if (!isPublic) return step('push', false, 'browsers want https', 'PUBLIC_URL=https://status.example.com')
  return step(
    'push',
    isContact(vapidSubject) && !isMadeUp(vapidSubject, publicUrl),
    `contact for push services: ${vapidSubject}`,
    'VAPID_SUBJECT=mailto:desk@example.com',
  )
}

function proxyStep({ trustedProxies }: Config, isPublic: boolean): Step {
  if (trustedProxies.length > 0) return step('proxy', true, `${trustedProxies.join(', ')} trusted`, '')
  const text = isPublic ? 'none is trusted: all customers behind it share one limit' : 'none is named; https takes one'
  return step('proxy', false, text, 'docs/deploy/ for nginx and Caddy, and TRUSTED_PROXIES=127.0.0.1')
}

/** The two addresses fill the first two rungs of the ladder, and the leads stand for whoever is missing; teams do, too. */
function staffStep({ plan }: Config, where: string): Step {
  const isThere = (role: string) => teamsOf(rosterOf(plan), role, []).length > 0
  const how = `"staff": { "desk": ["desk@example.com"], "leads": ["lead@example.com"] } ${where}`
  const [desk, leads] = [isThere(DESK), isThere(DUTY_LEAD)]
  if (desk && leads) {
    const told = 'desk and leads are told what is due, and what is overdue'
    const unfilled = [...new Set(plan.ladder.flatMap(({ roles }) => roles))].filter(
      (role) => role !== AUTHOR && !isThere(role),
    )
    if (unfilled.length === 0) return step('staff', true, told, how)
    const text = `${told}; the leads stand in for ${unfilled.join(', ')}`
    return step('staff', null, text, `if others are to be told, name them in "teams" ${where}: docs/ladder.md`)
  }
  return step('staff', false, staffMissing(desk, leads, plan.teams.length > 0), how)
}

function staffMissing(desk: boolean, leads: boolean, teams: boolean): string {
  if (desk) return 'no leads: the desk is told in their place what is overdue'
  if (leads) return 'no desk: the leads are told in its place what is due'
  return teams
    ? 'no desk, no leads: nobody is told where the teams leave a gap'
    : 'nobody is told what is due or overdue: no desk, no leads'
}

function keyStep(config: Config): Step {
  const origin = keyOrigin(config)
  if (config.secretKey !== undefined) return step('secret key', true, `given by ${origin}`, '')
  const text = 'is in no backup, and without it none can be started'
  const file = secretKeyFile(config)
  const copy = existsSync(file)
    ? `keep a copy of ${file} elsewhere`
    : `npm start makes ${file}: keep a copy of it elsewhere then`
  return step('secret key', null, text, `${copy}, or give it as SECRET_KEY`)
}
