import type { DeliveryResult } from '../../db/delivery/deliveries.ts'
import type { Channel, Outcome } from '../channels/channel.ts'
import { isStaffLane } from '../channels/kind.ts'
import { MINUTE } from '../domain/vocabulary.ts'
import { withoutSecrets } from '../lib/without-secrets.ts'
import { asAsked, backoff } from './backoff.ts'
import type { ClaimedDelivery } from './claim.ts'
import type { DispatchContext } from './context.ts'

/** Staff are told within a minute of the way being open again, in milliseconds: somebody else is told after two. */
const STAFF_WAIT = MINUTE

/**
 * What a channel's outcome means for the delivery. `batch`, for a frozen batch that is sent again: `retry-same`, it may
 * have been accepted; `retry-new`, it was not, and counts as never tried.
 */
export function resultOf(
  { row, job, lane }: ClaimedDelivery,
  outcome: Outcome,
  channel: Channel,
  { clock, time, random }: DispatchContext,
  batch?: 'retry-same' | 'retry-new',
): DeliveryResult {
  const base = { ...row, due_at: null, error: null, reference: null, batch_id: null, gone: null }
  if (outcome.kind === 'sent') return { ...base, state: 'sent', reference: outcome.reference ?? null }
  const error = withoutSecrets(outcome.why)
  if (outcome.kind === 'failed') return { ...base, state: 'failed', error }
  if (outcome.kind === 'gone') {
    return { ...base, state: 'failed', error, gone: { address: job.receiver.address, why: error } }
  }
  const { retries } = channel.kind
  const scheduled = retries?.[row.attempts - 1]
  if (retries && scheduled === undefined) {
    const why = `gave up after ${row.attempts} attempts: ${error}`
    return {
      ...base,
      state: 'failed',
      error: why,
      gone: { address: job.receiver.address, why: error, unlessSince: row.tried_at },
    }
  }
  const usual =
    scheduled === undefined
      ? Math.min(backoff(row.attempts, random), isStaffLane(lane) ? STAFF_WAIT : Number.POSITIVE_INFINITY)
      : asAsked(scheduled, random)
  const asked = outcome.after === undefined ? undefined : asAsked(outcome.after, random)
  const wait = asked === undefined ? usual : Math.max(asked, scheduled === undefined ? 0 : usual)
  const tried = batch === 'retry-new' ? null : Math.min(row.tried_at, Math.max(clock(), time.shown()))
  if (clock() + wait >= channel.deadline(job, tried)) {
    return { ...base, state: 'failed', error: `gave up after ${row.attempts} attempts: ${error}` }
  }
  return {
    ...base,
    state: 'queued',
    due_at: time.shown() + wait,
    tried_at: tried,
    error,
    batch_id: batch === 'retry-same' ? row.batch_id : null,
  }
}

/** How long a delivery waits that is too late only if the clock is right, in milliseconds. */
const DOUBTFUL = MINUTE

/**
 * The result of a delivery whose deadline has passed before this attempt; null while there is time. Where a clock that
 * was just put forward says so alone, it is neither sent nor given up: it is put off until that has proved true.
 */
export function resultIfTooLate(
  { row, job }: ClaimedDelivery,
  channel: Channel,
  { clock, time }: DispatchContext,
): DeliveryResult | null {
  const firstTry = row.attempts > 1 ? row.tried_at : null
  const deadline = channel.deadline(job, firstTry)
  const base = { ...row, reference: null, gone: null }
  if (clock() >= deadline) {
    const error = row.attempts > 1 ? `gave up after ${row.attempts - 1} attempts` : 'too old to be worth telling'
    return { ...base, due_at: null, batch_id: null, state: 'failed', error }
  }
  if (time.shown() < deadline) return null
  const error = 'too late, if the clock is right: it was just put forward'
  return { ...base, state: 'queued', tried_at: firstTry, due_at: time.shown() + DOUBTFUL, error }
}
