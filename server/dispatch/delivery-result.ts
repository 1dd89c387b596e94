import type { DeliveryResult } from '../../db/delivery/deliveries.ts'
import type { Channel, Outcome } from '../channels/channel.ts'
import { withoutSecrets } from '../lib/without-secrets.ts'
import { asAsked, backoff } from './backoff.ts'
import type { ClaimedDelivery } from './claim.ts'
import type { DispatchContext } from './context.ts'

/**
 * What a channel's outcome means for the delivery. `batch`, for a frozen batch that is sent again: `retry-same`, it may
 * have been accepted; `retry-new`, it was not, and counts as never tried.
 */
export function resultOf(
  { row, job }: ClaimedDelivery,
  outcome: Outcome,
  channel: Channel,
  { clock, random }: DispatchContext,
  batch?: 'retry-same' | 'retry-new',
): DeliveryResult {
  const base = { ...row, due_at: null, error: null, reference: null, batch_id: null, gone: null }
  if (outcome.kind === 'sent') return { ...base, state: 'sent', reference: outcome.reference ?? null }
  const error = withoutSecrets(outcome.why)
  if (outcome.kind === 'failed') return { ...base, state: 'failed', error }
  if (outcome.kind === 'gone') {
    return { ...base, state: 'failed', error, gone: { address: job.receiver.address, why: error } }
  }
  const wait = outcome.after === undefined ? backoff(row.attempts, random) : asAsked(outcome.after, random)
  const due = clock() + wait
  const tried = batch === 'retry-new' ? null : row.tried_at
  if (due >= channel.deadline(job, tried)) {
    return { ...base, state: 'failed', error: `gave up after ${row.attempts} attempts: ${error}` }
  }
  return {
    ...base,
    state: 'queued',
    due_at: due,
    tried_at: tried,
    error,
    batch_id: batch === 'retry-same' ? row.batch_id : null,
  }
}

/** The result of a delivery whose deadline has passed before this attempt; null while there is time. */
export function resultIfTooLate(
  { row, job }: ClaimedDelivery,
  channel: Channel,
  { clock }: DispatchContext,
): DeliveryResult | null {
  const firstTry = row.attempts > 1 ? row.tried_at : null
  if (clock() < channel.deadline(job, firstTry)) return null
  const error = row.attempts > 1 ? `gave up after ${row.attempts - 1} attempts` : 'too old to be worth telling'
  return { ...row, due_at: null, reference: null, batch_id: null, gone: null, state: 'failed', error }
}
