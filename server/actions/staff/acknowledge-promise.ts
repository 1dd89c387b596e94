import { incidentOfPromise, insertAcknowledgement, timelinesOf } from '../../../db/incident/promises.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { ledgerOf } from '../../domain/promise/ledger.ts'
import { conflict, invalid, notFound, ok, type Result } from '../../domain/refusal.ts'
import { DAY, type Instant } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import { type ActionContext, record } from '../context.ts'

interface Acknowledgement {
  /** No reminders until then: in the future, at most 24 hours ahead. */
  until: Instant
  reason: string
}

const LONGEST = DAY

/**
 * Records that somebody knows of a promise that is not kept yet, and why. The promise stays as it is: page and ledger do
 * not change, only reminders stop. Refused for a promise that was kept.
 */
export async function acknowledgePromise(
  ctx: ActionContext,
  promiseId: string,
  { until, reason }: Acknowledgement,
): Promise<Result<{ id: string; promiseId: string }>> {
  return record(ctx, async (trx) => {
    const incidentId = await incidentOfPromise(trx, promiseId)
    const [timeline] = incidentId === null ? [] : await timelinesOf(trx, [incidentId])
    const promise = timeline && ledgerOf(timeline, ctx.now).find((entry) => entry.id === promiseId)
    if (!promise) return notFound('promise')
    if (promise.keptAt !== null)
      return conflict('promise_kept', 'This promise was kept: there is nothing to acknowledge.')
    if (until <= ctx.now) return invalid([{ pointer: '/until', detail: 'until must be in the future.' }])
    if (until > ctx.now + LONGEST) {
      return invalid([{ pointer: '/until', detail: 'An acknowledgement lasts at most 24 hours; renew it then.' }])
    }
    const id = newId()
    await insertAcknowledgement(trx, {
      id,
      promise_id: promiseId,
      incident_id: promise.incidentId,
      until_at: until,
      reason,
      actor: ctx.actor.name,
      created_at: ctx.now,
    })
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: 'promise.acknowledge',
      object: `incident/${promise.incidentId}`,
      detail: { promiseId, until, reason, dueAt: promise.dueAt },
    })
    return ok({ id, promiseId })
  })
}
