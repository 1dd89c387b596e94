import type { Instant } from '../domain/vocabulary.ts'
import type { DeliveryJob, PreviewedMessage } from './channel.ts'
import { composeEmail } from './email/compose.ts'
import type { EmailContent, MailSite } from './email/email.ts'
import { EXAMPLE_READER } from './example-reader.ts'
import { maintenanceNotification } from './webpush/maintenance.ts'
import { notificationFor } from './webpush/notification.ts'

/** A notification as the service worker shows it. */
export interface PushPreview {
  title: string
  body: string
  lang: string
  /** Where a tap leads. */
  navigate: string
}

/** The e-mail that the example reader, who follows everything, would get of what happened `at`. */
export function previewMail(
  message: PreviewedMessage,
  at: Instant,
  site: MailSite,
): Pick<EmailContent, 'subject' | 'text' | 'html'> {
  const job: DeliveryJob = {
    ...{ eventId: 0, eventKind: '', at, claimedAt: at, message },
    ...{ because: { type: 'all' }, receiver: EXAMPLE_READER },
  }
  const { subject, text, html } = composeEmail(job, site)
  return { subject, text, html }
}

/** The notification that their browser would show. */
export function previewNotification(message: PreviewedMessage, site: MailSite): PushPreview {
  const { payload } =
    message.kind === 'update'
      ? notificationFor(message.notice, EXAMPLE_READER, site)
      : maintenanceNotification(message.notice, EXAMPLE_READER, site)
  const { title, body, lang, navigate } = JSON.parse(payload).notification
  return { title, body, lang, navigate }
}
