import { dictionary, localeOf } from '../../../src/i18n/index.ts'
import type { ConfirmationRequest } from '../../domain/incident/notice.ts'
import { confirmToken, confirmUrl, manageToken, manageUrl, unsubscribeToken, unsubscribeUrl } from '../../lib/links.ts'
import { cleanText, oneLine } from '../../lib/text.ts'
import type { Errand, News } from '../channel.ts'
import type { Links } from './bulletin.ts'
import { type Composed, composeConfirmation } from './confirmation.ts'
import { composeDebt } from './debt.ts'
import { composeDesignation } from './designation.ts'
import { composeMaintenance } from './maintenance.ts'
import { composeUpdate } from './update.ts'

export interface MailSite {
  /** Without a trailing slash. */
  publicUrl: string
  siteName: string
  /** The provider's IANA zone. */
  zone: string
  emailFrom: string
  emailReplyTo: string | undefined
  linkSecret: string
}

/** A finished mail, whoever carries it. Every value of a header is on one line. */
export interface Letter {
  from: string
  replyTo: string | undefined
  to: string
  subject: string
  text: string
  html: string
  /** Everything else, Message-ID included. The same for the same delivery, so that a repeated mail is recognised. */
  headers: Record<string, string>
}

/** Writes the mail of one delivery. */
export function writeLetter(errand: Errand, site: MailSite): Letter {
  const { composed, headers } = compose(errand, site)
  return {
    from: oneLine(site.emailFrom),
    replyTo: site.emailReplyTo === undefined ? undefined : oneLine(site.emailReplyTo),
    to: oneLine(errand.receiver.address),
    subject: oneLine(composed.subject),
    text: cleanText(composed.text),
    html: composed.html,
    headers: clean({
      'Message-ID': messageId(`event-${errand.eventId}`, errand, site),
      ...headers,
      'Content-Language': composed.language,
      // RFC 3834, and Exchange's own word for it: no out-of-office answers to the desk.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    }),
  }
}

interface Written {
  composed: Composed
  headers: Record<string, string>
}

function compose(errand: Errand, site: MailSite): Written {
  const { news, receiver } = errand
  if (news.kind === 'update' || news.kind === 'maintenance') return told(errand, news, site)
  if (news.kind === 'confirmation') return { composed: confirmation(news.request, site), headers: {} }
  if (news.kind === 'debt') return { composed: composeDebt(news.notice, receiver, site), headers: {} }
  return { composed: composeDesignation(news.notice, receiver, site), headers: {} }
}

type Told = Extract<News, { kind: 'update' | 'maintenance' }>

/** Whatever subscribers get: it can be stopped, and belongs to a thread. */
function told(errand: Errand, news: Told, site: MailSite): Written {
  const { id, locale } = errand.receiver
  const links = {
    manage: manageUrl(site.publicUrl, manageToken(site.linkSecret, id)),
    unsubscribe: unsubscribeUrl(site.publicUrl, unsubscribeToken(site.linkSecret, id)),
  }
  const { composed, thread, list } = inThread(errand, news, site, links)
  const { mail } = dictionary(localeOf(locale))
  // Providers may replace Message-ID, never References: so all mails of a thread, the first too, name one root.
  const root = messageId(thread, errand, site)
  const headers = {
    References: root,
    ...(news.notice.sequence > 1 && { 'In-Reply-To': root }),
    'List-Id': listId(
      list === 'incidents' ? mail.list(site.siteName) : mail.maintenance.list(site.siteName),
      list,
      site,
    ),
    'List-Unsubscribe': `<${links.unsubscribe}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
  return { composed, headers }
}

function inThread(errand: Errand, news: Told, site: MailSite, links: Links) {
  if (news.kind === 'update') {
    const composed = composeUpdate(errand, news.notice, site, links)
    return { composed, thread: `incident-${news.notice.incidentId}`, list: 'incidents' } as const
  }
  const composed = composeMaintenance(errand, news.notice, site, links)
  return { composed, thread: `maintenance-${news.notice.maintenanceId}`, list: 'maintenance' } as const
}

function confirmation(request: ConfirmationRequest, site: MailSite): Composed {
  const link = confirmUrl(site.publicUrl, confirmToken(site.linkSecret, request.subscriberId, request.requestedAt))
  return composeConfirmation(request, site, link)
}

/** RFC 2919: the name is a courtesy, given where it needs no encoding; the rest never changes. */
function listId(name: string, list: string, { publicUrl }: MailSite): string {
  const id = `<${list}.${new URL(publicUrl).hostname}>`
  return /^[ -~]+$/.test(name) ? `"${name.replace(/["\\]/g, '')}" ${id}` : id
}

/** `<what.subscriber@domain of the sender>` */
function messageId(what: string, errand: Errand, site: MailSite): string {
  const domain = /@([^\s<>@]+)>?$/.exec(site.emailFrom.trim())?.[1] ?? 'localhost'
  return `<${what}.${errand.receiver.id}@${domain}>`
}

function clean(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, oneLine(value)]))
}
