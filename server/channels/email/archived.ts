import { html } from 'hono/html'
import { dictionary, localeOf } from '../../../src/i18n/index.ts'
import type { ArchivedNotice } from '../../domain/platform/notice.ts'
import { oneLine, shorten } from '../../lib/text.ts'
import type { DeliveryJob } from '../channel.ts'
import type { EmailContent, Links, MailSite } from './email.ts'
import { heading, stateBox, written } from './page.ts'
import { S } from './style.ts'
import { subscriberEmail } from './subscriber-email.ts'

/** What followers of a platform get when it is archived: that, and where to follow something else. */
export function composeArchived(job: DeliveryJob, notice: ArchivedNotice, site: MailSite, links: Links): EmailContent {
  const language = localeOf(job.receiver.locale)
  const { mail } = dictionary(language)
  const name = oneLine(notice.name)
  const state = mail.archived.state(shorten(name, 150))
  const content = {
    subject: state,
    language,
    preview: mail.archived.text,
    text: [state, mail.archived.text, mail.archived.choose, mail.fact(mail.manage, links.manage)].join('\n\n'),
    html: written(html`${heading(name)}
${stateBox([state], 'soft')}
<p style="${S.p}">${mail.archived.text}</p>
<p style="${S.p}">${mail.archived.choose} <a href="${links.manage}">${mail.manage}</a></p>`),
  }
  return subscriberEmail(content, () => mail.because.platform(name), job, site, links)
}
