import type { Channel, Outcome } from '../channels/channel.ts'
import { asAsked, backoff } from './backoff.ts'
import type { Desk } from './desk.ts'
import type { Ending } from './settler.ts'
import type { Task } from './tasks.ts'

/** What a channel's answer means for the delivery. `keepBatch`: it may have been taken as it was frozen. */
export function endingOf(task: Task, outcome: Outcome, channel: Channel, desk: Desk, keepBatch = false): Ending {
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
  if (due >= channel.deadline(errand, row.tried_at)) {
    return { ...base, state: 'failed', error: `gave up after ${row.attempts} attempts: ${error}` }
  }
  return { ...base, state: 'queued', due_at: due, error, batch_id: keepBatch ? row.batch_id : null }
}

/** Is it too late to try? Then that is how it ends. */
export function endingIfLate(task: Task, channel: Channel, desk: Desk): Ending | null {
  const { row, errand } = task
  const firstTry = row.attempts > 1 ? row.tried_at : null
  if (desk.clock() < channel.deadline(errand, firstTry)) return null
  const error = row.attempts > 1 ? `gave up after ${row.attempts - 1} attempts` : 'too old to be worth telling'
  return { ...row, due_at: null, reference: null, batch_id: null, gone: null, state: 'failed', error }
}
