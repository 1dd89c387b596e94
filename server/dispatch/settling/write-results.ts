import { type AttemptRow, gotThroughSince, keepAttempts } from '../../../db/delivery/attempts.ts'
import { deleteUnusedBatches } from '../../../db/delivery/batches.ts'
import { type DeliveryResult, settleDeliveries } from '../../../db/delivery/deliveries.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { noteHeardOf, switchOff } from '../../../db/subscription/subscribers.ts'
import { tellOwner } from '../../../db/subscription/tell-owner.ts'
import { takeWriterLock } from '../../../db/writer-lock.ts'
import type { Attempt, Outcome } from '../../channels/channel.ts'
import type { ChannelKind } from '../../channels/kind.ts'
import { OWNERS_WAY } from '../../channels/kinds.ts'
import { DAY, type Instant } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import type { ClaimedDelivery } from '../claim.ts'
import type { DispatchContext } from '../context.ts'
import { keyOf } from '../frozen-batch.ts'
import { isFailing, warnOwner } from './warn-owner.ts'

export interface Settled {
  delivery: ClaimedDelivery
  result: DeliveryResult
  attempt: SettledAttempt | undefined
}

/** What an attempt came to, of a channel whose attempts are kept. */
export type SettledAttempt = Attempt & { outcome: Outcome['kind'] }

/** Returns what was written: not what was claimed by somebody else meanwhile. */
export async function writeResults(
  { write, clock, log }: DispatchContext,
  settled: readonly Settled[],
): Promise<Settled[]> {
  const now = clock()
  const results = settled.map(({ delivery, result }) => ({ ...result, lease_token: delivery.row.lease_token }))
  // Before any row is locked: whoever else holds it may wait for one.
  const mayTell = settled.some(
    ({ delivery, result }) => (result.gone || isFailing(result, now)) && delivery.kind.confirms === 'by-owner',
  )
  return write(async (trx) => {
    if (mayTell) await takeWriterLock(trx)
    const written = await settleDeliveries(trx, results, now)
    const ours = new Set(written.map(keyOf))
    const counted = settled.filter(({ result }) => ours.has(keyOf(result)))
    await keepAttempts(trx, counted.flatMap(attemptOf))
    for (const { delivery, result } of counted) {
      await warnOwner(trx, delivery.kind, result, now)
      await endIfGone(trx, delivery.kind, result, now)
    }
    const left = settled.flatMap(({ delivery, result }) => (result.batch_id ? [] : (delivery.row.batch_id ?? [])))
    await deleteUnusedBatches(trx, [...new Set(left)])
    await noteAlive(trx, settled, now)
    const lost = results.length - ours.size
    if (lost > 0) log.warn({ lost }, 'leases expired before their results were written')
    return counted
  })
}

function attemptOf({ delivery, attempt }: Settled): AttemptRow[] {
  if (!attempt) return []
  const { row, job } = delivery
  const of = { subscriber_id: row.subscriber_id, event_id: row.event_id, at: job.claimedAt }
  return [{ id: newId(), ...of, ...attempt }]
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

const NOTE_AGAIN = 30 * DAY

/** Whoever accepts a message says that the address lives: it is not forgotten for silence. */
async function noteAlive(trx: Trx, settled: readonly Settled[], now: Instant): Promise<void> {
  const alive = settled.filter(
    ({ delivery, result }) => result.state === 'sent' && delivery.kind.forgetsAddress.keeps === 'nothing',
  )
  const ids = alive.map(({ result }) => result.subscriber_id)
  if (ids.length > 0) await noteHeardOf(trx, ids, now - NOTE_AGAIN, now)
}
