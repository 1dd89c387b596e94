import { html } from 'hono/html'
import { rootIn } from '../../../../src/i18n/address.ts'
import { type Dictionary, dictionary, localeOf } from '../../../../src/i18n/index.ts'
import type { ConfirmationRequest, Which } from '../../../domain/incident/notice.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { cleanText, oneLine } from '../../../lib/text.ts'
import type { Receiver } from '../../channel.ts'
import { datedInBothZones, zonesFor } from '../../zones.ts'
import type { EmailContent, MailSite } from '../email.ts'
import { button, heading, type Markup, page } from '../page.ts'
import { S } from '../style.ts'

/** At most so many platforms are named. */
const NAMED = 10

/**
 * The mail that asks whether the address wants updates. It goes to people who may never have heard of us, so it holds
 * nothing a stranger could choose the words of: names of platforms and titles of incidents are the provider's.
 */
export function composeConfirmation(
  request: ConfirmationRequest,
  receiver: Pick<Receiver, 'timeZone'>,
  site: Pick<MailSite, 'siteName' | 'publicUrl' | 'languages' | 'zone' | 'brand'>,
  link: string,
): EmailContent {
  const locale = localeOf(request.locale)
  const words = dictionary(locale)
  const { confirm, item } = words.mail
  const subject = confirm.subject(site.siteName)
  const zones = zonesFor(receiver.timeZone, site.zone)
  const follows = namesOf(request, words, (at) => datedInBothZones(at, zones, locale))
  const { via } = request
  const ask = via ? confirm.askOwner(site.siteName, via.title, inert(via.address)) : confirm.ask(site.siteName)
  const items: Markup[] = follows.map((name) => html`<li dir="auto">${name}</li>`)
  const content = html`${heading(subject)}
<p style="${S.p}">${ask}</p>
<ul>${items}</ul>
<p style="${S.p}">${confirm.instruction}</p>
${button(site, link, confirm.button)}
<p>${confirm.validity} ${confirm.ignore}</p>`
  return {
    subject,
    language: locale,
    html: cleanText(
      page({ title: subject, preview: confirm.instruction, language: locale, site, content, footer: '' }),
    ),
    text: [
      ask,
      follows.map(item).join('\n'),
      `${confirm.instruction}\n${link}`,
      `${confirm.validity} ${confirm.ignore}`,
      `${site.siteName}\n${rootIn(site.publicUrl, { ...site, locale })}/`,
    ].join('\n\n'),
  }
}

/** A host that a stranger may have chosen, so that no mail program makes a link of it. */
function inert(address: string): string {
  return oneLine(address).replace(/[.:/@]/g, '$&\u2060')
}

/** What is followed, each in words; at most so many. */
export function namesOf(
  { follows }: Pick<ConfirmationRequest, 'follows'>,
  all: Dictionary,
  time: (at: Instant) => string,
): string[] {
  const words = all.mail.confirm
  const names = follows.map(({ type, id, name, which }) => {
    if (type === 'all') return words.everything
    if (type === 'platform') return oneLine(name ?? id)
    if (name === null) return words.someIncident
    return [words.incident(oneLine(name)), ...(which ? tellingApart(which, all, time) : [])].join(' · ')
  })
  return names.length > NAMED ? [...names.slice(0, NAMED), words.more(names.length - NAMED)] : names
}

/** As the forms tell incidents of one title apart. */
function tellingApart({ openedAt, caseNumber, affects }: Which, all: Dictionary, time: (at: Instant) => string) {
  const more = affects.length - NAMED
  const names = all.words.list(more > 0 ? [...affects.slice(0, NAMED), all.mail.morePlatforms(more)] : affects)
  return [all.incident.openedAt(time(openedAt)), caseNumber ?? '', names].filter((part) => part !== '').map(oneLine)
}
