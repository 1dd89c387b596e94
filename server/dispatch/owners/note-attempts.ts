import { type AttemptRow, gotThroughSince, keepAttempts } from '../../../db/delivery/attempts.ts'
import type { DeliveryResult } from '../../../db/delivery/deliveries.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { findSubscriber, noteWarned, switchOff } from '../../../db/subscription/subscribers.ts'
import { tellOwner } from '../../../db/subscription/tell-owner.ts'
import type { Attempt, Outcome } from '../../channels/channel.ts'
import type { ChannelKind } from '../../channels/kind.ts'
import { OWNERS_WAY } from '../../channels/kinds.ts'
import { HOUR, type Instant } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import type { ClaimedDelivery } from '../claim.ts'

export interface Settled {
  delivery: ClaimedDelivery
  result: DeliveryResult
  attempt: SettledAttempt | undefined
}

/** What an attempt came to, of a channel whose attempts are kept. */
export type SettledAttempt = Attempt & { outcome: Outcome['kind'] }

/** May somebody be told of these, so that an event is written? */
export function mayTellOwners(settled: readonly Settled[], now: Instant): boolean {
  return settled.some(
    ({ delivery, result }) => (result.gone || isFailing(result, now)) && delivery.kind.confirms === 'by-owner',
  )
}

/** Keeps what attempts came to; switches off whose address is dead, and tells owners of that and of what fails for long. */
export async function noteAttempts(trx: Trx, settled: readonly Settled[], now: Instant): Promise<void> {
  await keepAttempts(trx, settled.flatMap(rowsOf))
  for (const one of settled) {
    await tellIfFailing(trx, one, now)
    await endIfGone(trx, one.delivery.kind, one.result, now)
  }
}

function rowsOf({ delivery, attempt }: Settled): AttemptRow[] {
  if (!attempt) return []
  const { row, job } = delivery
  const of = { subscriber_id: row.subscriber_id, event_id: row.event_id, at: job.claimedAt }
  return [{ id: newId(), ...of, ...attempt }]
}

/** An owner is warned once nothing has got through for so long. */
const WARN_AFTER = 2 * HOUR

function isFailing({ state, tried_at: since }: DeliveryResult, now: Instant): boolean {
  return state === 'queued' && since !== null && now - since >= WARN_AFTER
}

/** Warns the owner of an address once per outage: until something gets through again. */
async function tellIfFailing(trx: Trx, { delivery, result, attempt }: Settled, now: Instant): Promise<void> {
  const { kind, row } = delivery
  if (kind.confirms !== 'by-owner') return
  const { subscriber_id: id, tried_at: since, error } = result
  if (attempt?.outcome === 'sent') return noteWarned(trx, id, null)
  if (!isFailing(result, now) || since === null || (await gotThroughSince(trx, id, since))) return
  const failing = await findSubscriber(trx, row.subscriber_id)
  if (failing?.state !== 'active' || failing.warned_at !== null) return
  await noteWarned(trx, id, now)
  const via = { title: kind.title, address: kind.mask(failing.address) }
  await tellOwner(trx, failing, { what: 'failing', via, since, ...(error !== null && { why: error }) }, OWNERS_WAY, now)
}

/** Switches off whom a dead address belongs to; its owner, if it has one, is told. */
async function endIfGone(
  trx: Trx,
  kind: ChannelKind,
  { subscriber_id: id, gone, tried_at: since }: DeliveryResult,
  now: Instant,
): Promise<void> {
  if (!gone || (gone.unlessSince !== undefined && (await gotThroughSince(trx, id, gone.unlessSince)))) return
  const off = await switchOff(trx, { id, ...gone }, now)
  if (!off) return
  const via = { title: kind.title, address: kind.mask(off.address) }
  await tellOwner(trx, off, { what: 'off', via, why: gone.why, ...(since !== null && { since }) }, OWNERS_WAY, now)
}
