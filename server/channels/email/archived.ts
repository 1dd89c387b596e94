import { html } from 'hono/html'
import { dictionary, localeOf } from '../../../src/i18n/index.ts'
import type { ArchivedNotice } from '../../domain/platform/notice.ts'
import { followedIn } from '../../domain/subscription/audience.ts'
import type { Scope } from '../../domain/vocabulary.ts'
import { oneLine, shorten } from '../../lib/text.ts'
import type { DeliveryJob } from '../channel.ts'
import { datedInBothZones, zonesFor } from '../zones.ts'
import type { EmailContent, Links, MailSite } from './email.ts'
import { heading, stateBox, written } from './page.ts'
import { S } from './style.ts'
import { subscriberEmail } from './subscriber-email.ts'

/** What followers of a platform get when it is archived: that, since when, and what becomes of what they follow. */
export function composeArchived(job: DeliveryJob, notice: ArchivedNotice, site: MailSite, links: Links): EmailContent {
  const language = localeOf(job.receiver.locale)
  const { mail } = dictionary(language)
  const name = oneLine(notice.name)
  const state = mail.archived.state(shorten(name, 150))
  const since = mail.archived.since(datedInBothZones(notice.at, zonesFor(job.receiver.timeZone, site.zone), language))
  const followsAll = followedIn(job.because)?.type === 'all'
  const rest = followsAll ? mail.archived.others : mail.archived.choose
  const content = {
    subject: state,
    language,
    preview: mail.archived.text,
    text: [`${state}\n${since}`, mail.archived.text, rest].join('\n\n'),
    html: written(html`${heading(name)}
${stateBox([state, since], 'soft')}
<p style="${S.p}">${mail.archived.text}</p>
<p style="${S.p}">${rest}</p>`),
  }
  const because = ({ type }: Scope) => (type === 'all' ? mail.because.all(site.siteName) : mail.because.platform(name))
  return subscriberEmail(content, because, job, site, links)
}
