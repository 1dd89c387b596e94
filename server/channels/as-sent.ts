import type { DeliveryJob } from './channel.ts'
import { composeEmail } from './email/compose.ts'
import type { MailSite } from './email/email.ts'
import { emailKind } from './email/kind.ts'
import { type Card, cardOf } from './rooms/card.ts'
import { slackMessage } from './slack/format.ts'
import { slackKind } from './slack/kind.ts'
import { teamsMessage } from './teams/format.ts'
import { teamsKind } from './teams/kind.ts'
import { webexMessage } from './webex/format.ts'
import { webexKind } from './webex/kind.ts'
import { bodyOf } from './webhook/format.ts'
import { webhookKind } from './webhook/kind.ts'
import { webPushKind } from './webpush/kind.ts'
import { notificationOf } from './webpush/notification-of.ts'

/** A message as its channel hands it over, to be looked at. */
export type SentMessage =
  | { form: 'mail'; subject: string; text: string; html: string }
  | { form: 'push'; title: string; body: string }
  /** What a program or a chat service is sent: JSON. */
  | { form: 'data'; text: string }

const ROOMS: Readonly<Record<string, (card: Card) => string>> = {
  [slackKind.name]: slackMessage,
  [teamsKind.name]: teamsMessage,
  [webexKind.name]: webexMessage,
}

/** The message of a delivery, composed as the channel of this name composes it; null where it has none for it. */
export function messageAsSent(channel: string, job: DeliveryJob, site: MailSite): SentMessage | null {
  if (channel === emailKind.name) {
    const { subject, text, html } = composeEmail(job, site)
    return { form: 'mail', subject, text, html }
  }
  if (channel === webPushKind.name) {
    const made = notificationOf(job.message, job.receiver, site)
    if (!made) return null
    const { title, body } = JSON.parse(made.payload).notification
    return { form: 'push', title, body }
  }
  if (channel === webhookKind.name) return data(bodyOf(job, site))
  const write = ROOMS[channel]
  const card = write ? cardOf(job.message, job.receiver, site) : null
  return data(card && write ? write(card) : null)
}

function data(json: string | null): SentMessage | null {
  return json === null ? null : { form: 'data', text: JSON.stringify(JSON.parse(json), null, 2) }
}
