import { appendEvent } from '../../../db/delivery/events.ts'
import { markExpanded, queueDeliveries } from '../../../db/delivery/expansion.ts'
import type { EventKind, Trx } from '../../../db/schema/index.ts'
import { recallSubscriber } from '../../../db/subscription/forgotten.ts'
import { insertSubscriber } from '../../../db/subscription/subscribers.ts'
import type { DesignationNotice, OverdueNotice } from '../../domain/incident/notice.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'

export interface StaffNews {
  kind: Extract<EventKind, `staff.${string}`>
  topic: string
  rank: number
  now: Instant
  notice: DesignationNotice | OverdueNotice
}

/**
 * Sends an e-mail to staff at addresses of the configuration file, in the transaction of what happened. The deliveries
 * are queued here because the recipients are known: nothing is left to expand.
 */
export async function tellStaff(
  trx: Trx,
  addresses: readonly string[],
  { kind, topic, rank, now, notice }: StaffNews,
): Promise<void> {
  const eventId = await appendEvent(trx, { kind, at: now, notify: true, rank, notice })
  await markExpanded(trx, eventId, '', now)
  const deliveries = []
  for (const address of new Set(addresses)) {
    const subscriberId = await staffSubscriber(trx, address, now)
    deliveries.push({ subscriberId, channel: 'email', lane: 'email', because: { type: 'all' } } as const)
  }
  await queueDeliveries(trx, { eventId, topic, rank, now }, deliveries)
}

/**
 * The subscriber at a staff address. A new one stays `pending` and follows nothing: being in the configuration file is
 * no consent to anything but staff mail, which is sent whatever the state.
 */
async function staffSubscriber(trx: Trx, address: string, now: Instant): Promise<string> {
  const known = await recallSubscriber(trx, address)
  if (known) return known.id
  const made = await insertSubscriber(trx, {
    id: newId(),
    channel: 'email',
    address,
    keys: null,
    locale: 'en',
    time_zone: null,
    state: 'pending',
    off_reason: null,
    source: 'staff',
    created_at: now,
    updated_at: now,
  })
  return made.id
}
