import type { Channel, Outcome } from '../channels/channel.ts'
import { asAsked, backoff } from './backoff.ts'
import type { Desk } from './context.ts'
import type { Ending } from './settlement.ts'
import type { Task } from './tasks.ts'

/**
 * What a channel's answer means for the delivery. `batch` as the channel answered for a frozen batch: `keep`, it may have
 * been taken; `thaw`, it was not, and was as good as never tried.
 */
export function endingOf(task: Task, outcome: Outcome, channel: Channel, desk: Desk, batch?: 'keep' | 'thaw'): Ending {
  const { row, errand } = task
  const base = { ...row, due_at: null, error: null, reference: null, batch_id: null, gone: null }
  if (outcome.kind === 'sent') return { ...base, state: 'sent', reference: outcome.reference ?? null }
  const error = outcome.why.slice(0, 500)
  if (outcome.kind === 'failed') return { ...base, state: 'failed', error }
  if (outcome.kind === 'gone') {
    return { ...base, state: 'failed', error, gone: { address: errand.receiver.address, why: error } }
  }
  const wait = outcome.after === undefined ? backoff(row.attempts, desk.random) : asAsked(outcome.after, desk.random)
  const due = desk.clock() + wait
  const tried = batch === 'thaw' ? null : row.tried_at
  if (due >= channel.deadline(errand, tried)) {
    return { ...base, state: 'failed', error: `gave up after ${row.attempts} attempts: ${error}` }
  }
  return {
    ...base,
    state: 'queued',
    due_at: due,
    tried_at: tried,
    error,
    batch_id: batch === 'keep' ? row.batch_id : null,
  }
}

/** Is it too late to try? Then that is how it ends. */
export function endingIfLate(task: Task, channel: Channel, desk: Desk): Ending | null {
  const { row, errand } = task
  const firstTry = row.attempts > 1 ? row.tried_at : null
  if (desk.clock() < channel.deadline(errand, firstTry)) return null
  const error = row.attempts > 1 ? `gave up after ${row.attempts - 1} attempts` : 'too old to be worth telling'
  return { ...row, due_at: null, reference: null, batch_id: null, gone: null, state: 'failed', error }
}
