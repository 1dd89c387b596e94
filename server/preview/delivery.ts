import { randomUUID } from 'node:crypto'
import { eventsToTell } from '../../db/delivery/events.ts'
import type { DeliveryPersonRow } from '../../db/desk/deliveries.ts'
import type { Reader } from '../../db/schema/index.ts'
import { findSubscriber } from '../../db/subscription/subscribers.ts'
import { messageAsSent, type SentMessage } from '../channels/as-sent.ts'
import type { MailSite } from '../channels/email/email.ts'
import { parseMessage } from '../channels/message.ts'
import { receiverOf, standing } from '../channels/receiver.ts'
import type { Instant } from '../domain/vocabulary.ts'

export type { SentMessage }

/** Links by which whoever has them acts for somebody. */
const ACTING = /(\/(?:manage|unsubscribe|confirm\/address|confirm|resubscribe|contacts|owed|organisations)\/)[\w.~-]+/g

interface Wish {
  mailSite: MailSite
  /** How its address is to be shown in it. */
  address: string
  now: Instant
}

/**
 * A message as it went to one person, composed anew by the code that sent it, in their language and zone. Its links
 * that act for them are made with a secret that nothing else knows, and cut: from here nobody unsubscribes anybody. Null
 * where it cannot be made any more.
 */
export async function messageTo(
  db: Reader,
  eventId: number,
  row: Pick<DeliveryPersonRow, 'subscriber_id' | 'channel' | 'because' | 'settled_at'>,
  { mailSite, address, now }: Wish,
): Promise<SentMessage | null> {
  const [event] = await eventsToTell(db, [eventId])
  const subscriber = await findSubscriber(db, row.subscriber_id)
  if (!event?.notice || !subscriber) return null
  const message = parseMessage(event.kind, JSON.parse(event.notice))
  const because = standing(JSON.parse(row.because), subscriber)
  const of = { eventId, eventKind: event.kind, at: event.at, claimedAt: row.settled_at ?? now }
  const site = { ...mailSite, linkSecret: randomUUID(), accountSecret: randomUUID() }
  const sent = messageAsSent(row.channel, { ...of, message, because, receiver: receiverOf(subscriber) }, site)
  const hide = (text: string) => text.replaceAll(ACTING, '$1…').replaceAll(subscriber.address, () => address)
  return sent && (Object.fromEntries(Object.entries(sent).map(([name, text]) => [name, hide(text)])) as SentMessage)
}
