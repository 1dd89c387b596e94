import { dictionary, localeOf } from '../../../src/i18n/index.ts'
import type { ConfirmationRequest } from '../../domain/incident/notice.ts'
import type { RungNotice } from '../../domain/ladder/notice.ts'
import { followedIn } from '../../domain/subscription/audience.ts'
import type { DigestNotice } from '../../domain/subscription/digest.ts'
import { confirmToken, confirmUrl, manageToken, manageUrl, unsubscribeToken, unsubscribeUrl } from '../../lib/links.ts'
import { cleanText, oneLine } from '../../lib/text.ts'
import type { DeliveryJob, Message, Receiver } from '../channel.ts'
import { EXAMPLE_READER } from '../example-reader.ts'
import { composeArchived } from './archived.ts'
import type { Email, EmailContent, Links, MailSite } from './email.ts'
import { composeMaintenance } from './maintenance.ts'
import { composeAccount } from './staff/account.ts'
import { composeBreakGlass } from './staff/break-glass.ts'
import { composeDesignation } from './staff/designation.ts'
import { composeOwed } from './staff/owed.ts'
import { isLate } from './staff/owed-lines.ts'
import { markedPreview } from './staff/preview.ts'
import { composeConfirmation } from './subscription/confirmation.ts'
import { composeDigest } from './subscription/digest.ts'
import { composeLeft } from './subscription/left.ts'
import { composeMoving } from './subscription/moving.ts'
import { composeOwner } from './subscription/owner.ts'
import { composeUpdate } from './update.ts'

/** Composes the e-mail of one delivery. */
export function composeEmail(job: DeliveryJob, site: MailSite): Email {
  const { content, headers } = compose(job, site)
  return {
    from: oneLine(site.emailFrom),
    replyTo: site.emailReplyTo === undefined ? undefined : oneLine(site.emailReplyTo),
    to: oneLine(job.receiver.address),
    subject: oneLine(content.subject),
    text: cleanText(content.text),
    html: content.html,
    headers: clean({
      'Message-ID': messageId(`event-${job.eventId}`, job, site),
      ...headers,
      'Content-Language': content.language,
      // RFC 3834, and Exchange's own word for it: no out-of-office answers to the support desk.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    }),
  }
}

interface Composed {
  content: EmailContent
  headers: Record<string, string>
}

function compose(job: DeliveryJob, site: MailSite): Composed {
  const { message, receiver } = job
  if (message.kind === 'update' || message.kind === 'maintenance' || message.kind === 'archived')
    return composeForSubscriber(job, message, site)
  if (message.kind === 'confirmation') return { content: confirmation(message.request, receiver, site), headers: {} }
  if (message.kind === 'owed')
    return { content: composeOwed(job, message.notice, site), headers: owedHeaders(job, message.notice, site) }
  if (message.kind === 'owner') return { content: composeOwner(message.notice, receiver, site), headers: {} }
  if (message.kind === 'left') return { content: composeLeft(message.notice, receiver, site), headers: {} }
  if (message.kind === 'moving') return { content: composeMoving(message.notice, receiver, site), headers: {} }
  if (message.kind === 'digest') return digest(job, message.notice, site)
  if (message.kind === 'account') return { content: composeAccount(message.notice, receiver, site), headers: {} }
  if (message.kind === 'break-glass')
    return { content: composeBreakGlass(message.notice, receiver, site), headers: URGENT }
  if (message.kind === 'preview') return { content: preview(job, message.of, site), headers: {} }
  if (message.kind === 'designation')
    return { content: composeDesignation(message.notice, receiver, site), headers: {} }
  throw new Error(`there is no mail of the kind ${message.kind}`)
}

type SubscriberMessage = Extract<Message, { kind: 'update' | 'maintenance' | 'archived' }>

/** Whatever subscribers and contacts get: it belongs to a thread, and whoever follows it can stop it. */
function composeForSubscriber(job: DeliveryJob, message: SubscriberMessage, site: MailSite): Composed {
  const { locale } = job.receiver
  const links = linksOf(job, site)
  const { content, thread, list } = inThread(job, message, site, links)
  const { mail } = dictionary(localeOf(locale))
  // Providers may replace Message-ID, never References: so all mails of a thread, the first too, name one root. Subjects
  // differ, since each says the state.
  const root = messageId(thread, job, site)
  const headers = {
    References: root,
    ...(message.kind !== 'archived' && message.notice.sequence > 1 && { 'In-Reply-To': root }),
    'List-Id': listId(
      list === 'incidents' ? mail.list(site.siteName) : mail.maintenance.list(site.siteName),
      list,
      site,
    ),
    // What an organisation is promised cannot be stopped so.
    ...(followedIn(job.because) && stopping(links)),
  }
  return { content, headers }
}

function linksOf({ receiver }: DeliveryJob, site: MailSite): Links {
  return {
    manage: manageUrl(site.publicUrl, manageToken(site.linkSecret, receiver)),
    unsubscribe: unsubscribeUrl(site.publicUrl, unsubscribeToken(site.linkSecret, receiver.id)),
  }
}

/** How a mail program stops them by one click. */
function stopping({ unsubscribe }: Links): Record<string, string> {
  return { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
}

function digest(job: DeliveryJob, notice: DigestNotice, site: MailSite): Composed {
  const links = linksOf(job, site)
  const { mail } = dictionary(localeOf(job.receiver.locale))
  const list = listId(mail.maintenance.list(site.siteName), 'maintenance', site)
  return { content: composeDigest(job, notice, site, links), headers: { 'List-Id': list, ...stopping(links) } }
}

/** Its links are nobody's: it is to be looked at, and belongs to no thread and no list. */
function preview(job: DeliveryJob, message: SubscriberMessage, site: MailSite): EmailContent {
  const shown = { ...job, message, receiver: { ...job.receiver, id: EXAMPLE_READER.id } }
  return markedPreview(composeForSubscriber(shown, message, site).content, job.receiver.locale)
}

/** Programs show that it is. */
const URGENT = { Importance: 'high', 'X-Priority': '1' }

/** What is owed is one thread from its first message to its last; from the due time on programs show that it is urgent. */
function owedHeaders(job: DeliveryJob, notice: RungNotice, site: MailSite): Record<string, string> {
  return {
    References: messageId(`owed-${notice.promiseId}`, job, site),
    ...(isLate(job, notice) && URGENT),
  }
}

function inThread(job: DeliveryJob, message: SubscriberMessage, site: MailSite, links: Links) {
  if (message.kind === 'update') {
    const content = composeUpdate(job, message.notice, site, links)
    return { content, thread: `incident-${message.notice.incidentId}`, list: 'incidents' } as const
  }
  if (message.kind === 'archived') {
    const content = composeArchived(job, message.notice, site, links)
    return { content, thread: `platform-${message.notice.platformId}`, list: 'incidents' } as const
  }
  const content = composeMaintenance(job, message.notice, site, links)
  return { content, thread: `maintenance-${message.notice.maintenanceId}`, list: 'maintenance' } as const
}

function confirmation(request: ConfirmationRequest, receiver: Receiver, site: MailSite): EmailContent {
  const link = confirmUrl(site.publicUrl, confirmToken(site.linkSecret, request.subscriberId, request.requestedAt))
  return composeConfirmation(request, receiver, site, link)
}

/** RFC 2919: the name is a courtesy, given where it needs no encoding; the rest never changes. */
function listId(name: string, list: string, { publicUrl }: MailSite): string {
  const id = `<${list}.${new URL(publicUrl).hostname}>`
  return /^[ -~]+$/.test(name) ? `"${name.replace(/["\\]/g, '')}" ${id}` : id
}

/** `<what.subscriber@domain of the sender>` */
function messageId(what: string, job: DeliveryJob, site: MailSite): string {
  const domain = /@([^\s<>@]+)>?$/.exec(site.emailFrom.trim())?.[1] ?? 'localhost'
  return `<${what}.${job.receiver.id}@${domain}>`
}

function clean(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, oneLine(value)]))
}
