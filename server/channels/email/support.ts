import { html } from 'hono/html'
import { rootIn } from '../../../src/i18n/address.ts'
import { dictionary, type Locale } from '../../../src/i18n/index.ts'
import { moment } from '../../../src/i18n/time.ts'
import { contactLink, contactText } from '../../domain/plan/contact-link.ts'
import { closedDates, type SupportChannel } from '../../domain/plan/support.ts'
import { nextChange, openNow } from '../../domain/time/office-hours.ts'
import { DAY, type Instant } from '../../domain/vocabulary.ts'
import { Memo } from '../../lib/memo.ts'
import { oneLine, shorten } from '../../lib/text.ts'
import type { MailSite } from './email.ts'
import type { Told } from './fitting.ts'
import type { Markup } from './page.ts'
import { S } from './style.ts'

/** Beyond so many events, languages and zones the oldest is made again. */
const blocks = new WeakMap<MailSite['support'], Memo<string, Told>>()
const REMEMBERED = 200

/** At most so many ways are named: a mail stays small, and the support page has all. */
const MOST = 6

/**
 * How support is reached, as of `at`: every configured way with its hours in the reader's `zone`, the urgent ones first,
 * and the support page; nothing where that page names none either.
 */
export function supportBlock(site: MailSite, at: Instant, zone: string, locale: Locale): Told {
  const known = blocks.get(site.support) ?? new Memo<string, Told>(REMEMBERED)
  blocks.set(site.support, known)
  const root = rootIn(site.publicUrl, { ...site, locale })
  return known.get(`${at} ${zone} ${locale} ${root}`, () => write(site, root, at, zone, locale))
}

function write(site: MailSite, root: string, at: Instant, zone: string, locale: Locale): Told {
  const { mail, support } = dictionary(locale)
  const words = mail.support
  if (!site.support.isReachable) return { html: html``, text: '' }
  const channels = [...site.support.channels].sort((a, b) => Number(b.urgent) - Number(a.urgent))
  const ways = channels.slice(0, MOST).flatMap((channel) => {
    const [first] = channel.ways
    if (!first) return []
    const hours = hoursOf(channel, site, at, zone, locale)
    const name = shorten(oneLine(channel.name ?? support.channel[channel.kind]), 40)
    return [{ name, contact: first.contact, hours: channel.startsLow ? words.startsLow(hours) : hours }]
  })
  const page = `${root}/support/`
  const lines: Markup[] = ways.map(({ name, contact, hours }) => {
    const [before, after] = words.way(name, '\0', hours).split('\0')
    return html`${before}<a href="${contactLink(contact)}">${contactText(contact)}</a>${after}<br>`
  })
  return {
    html: html`<p style="${S.p}"><strong>${words.heading}</strong><br>${lines}<a href="${page}">${words.page}</a></p>`,
    text: mail.below(
      words.heading,
      [...ways.map(({ name, contact, hours }) => words.way(name, contact, hours)), mail.fact(words.page, page)].join(
        '\n',
      ),
    ),
  }
}

/** "open until 18:00 EST": right whenever the mail is read. */
function hoursOf(channel: SupportChannel, site: MailSite, at: Instant, zone: string, locale: Locale): string {
  const words = dictionary(locale).mail.support
  const closedOn = closedDates(channel, site.support.holidays)
  const next = nextChange(channel.hours, site.zone, at, closedOn)
  const isOpen = openNow(channel.hours, site.zone, at, closedOn)
  if (next === null) return isOpen ? words.always : words.closed
  // A holiday weeks ahead concerns nobody yet.
  if (isOpen && channel.hours === 'always' && next > at + SOON) return words.always
  const time = moment(next, at, zone, locale)
  return isOpen ? words.openUntil(time) : words.opens(time)
}

const SOON = 2 * DAY
