import { html } from 'hono/html'
import { rootIn } from '../../../../src/i18n/address.ts'
import { dictionary, localeOf } from '../../../../src/i18n/index.ts'
import { fieldFor, named, type Readers } from '../../../../src/i18n/wording.ts'
import type { DigestNotice } from '../../../domain/subscription/digest.ts'
import { maintenanceUrl } from '../../../lib/links.ts'
import { cleanText, oneLine, shorten } from '../../../lib/text.ts'
import type { DeliveryJob } from '../../channel.ts'
import { windowInBothZones, zonesFor } from '../../zones.ts'
import type { EmailContent, Links, MailSite } from '../email.ts'
import { heading, type Markup, written } from '../page.ts'
import { S } from '../style.ts'
import { subscriberEmail } from '../subscriber-email.ts'

/** At most so many windows are named; the page has them all. */
const NAMED = 30

function titleOf(window: DigestNotice['windows'][number], readers: Readers): string {
  const { text, language } = fieldFor(readers, { translations: {}, ...window }, 'title')
  return named({ text: shorten(oneLine(text), 150), language }, readers.locale)
}

/** What is planned in the coming days, each with its page, and the calendar. */
export function composeDigest(job: DeliveryJob, notice: DigestNotice, site: MailSite, links: Links): EmailContent {
  const language = localeOf(job.receiver.locale)
  const { mail, words } = dictionary(language)
  const { digest, item } = mail
  const zones = zonesFor(job.receiver.timeZone, site.zone)
  const root = rootIn(site.publicUrl, { ...site, locale: language })
  const siteName = oneLine(site.siteName)
  const readers = { locale: language, languages: site.languages }
  const lines = notice.windows.slice(0, NAMED).map((window) => ({
    title: titleOf(window, readers),
    when: windowInBothZones(window, zones, language),
    platforms: words.list(window.platforms.slice(0, 10).map(oneLine)),
    url: maintenanceUrl(root, window.id),
  }))
  const calendar = `${root}/calendar.ics`
  const page = `${root}/maintenance/`
  const items: Markup[] = lines.map(
    ({ title, when, platforms, url }) =>
      html`<li style="${S.p}" dir="auto"><a href="${url}">${title}</a><br>${when}<br>${platforms}</li>`,
  )
  const content = {
    subject: digest.subject(siteName),
    language,
    preview: digest.lead(notice.windows.length),
    text: [
      digest.lead(notice.windows.length),
      ...lines.map(({ title, when, platforms, url }) => [item(title), when, platforms, url].join('\n  ')),
      `${digest.page}\n${page}`,
      `${digest.calendar}\n${calendar}`,
    ].join('\n\n'),
    html: cleanText(
      written(html`${heading(digest.subject(siteName))}
<p style="${S.p}">${digest.lead(notice.windows.length)}</p>
<ul>${items}</ul>
<p style="${S.p}"><a href="${page}">${digest.page}</a> · <a href="${calendar}">${digest.calendar}</a></p>`),
    ),
  }
  return subscriberEmail(content, () => digest.because(siteName), job, site, links)
}
