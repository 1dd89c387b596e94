import { insertAcknowledgement, wasPromised } from '../../../db/incident/promises.ts'
import { type Acknowledgement as Answered, readAnswers } from '../../../db/staff/answers.ts'
import { rungsOf } from '../../../db/staff/rungs.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { putOffUntil } from '../../domain/ladder/ladder.ts'
import { replacementOf } from '../../domain/ladder/owed.ts'
import { LONGEST_PUT_OFF, skipsAny } from '../../domain/ladder/put-off.ts'
import { conflict, invalid, notFound, ok, type Result } from '../../domain/refusal.ts'
import { byWay, field, says } from '../../domain/said.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import { readOwed } from '../../queries/owed.ts'
import { type ActionContext, record } from '../context.ts'

/** Somebody is on it; with `until` it is put off as well, which takes a reason. */
export interface Acknowledgement {
  /** In the future, at most 24 hours ahead; what is after the due time counts as that. */
  until?: Instant
  reason?: string
}

interface Acknowledged {
  id: string
  promiseId: string
  /** Until when it is put off, at most until it is due; null: it is not. */
  until: Instant | null
  /** Whoever else was on it before; null: nobody. */
  inPlaceOf: Answered | null
}

const NOTHING = 'Nothing of the ladder comes before then and before the due time: there is nothing to put off.'

/**
 * Records that somebody is on what is owed, whom later messages of the ladder name. With `until` it is put off, once:
 * rungs before then are skipped, but none at or after the due time. The promise stays as it is: page and ledger do not
 * change. Refused where no rung lies in between, since it would silence nothing. Nothing is recorded where the last to say
 * so says the same again, with the same reason. Refused for a promise that was kept, or replaced. `named` is the promise, or what owes it alone.
 */
export async function acknowledgePromise(
  ctx: ActionContext,
  named: string,
  { until, reason }: Acknowledgement,
): Promise<Result<Acknowledged>> {
  return record(ctx, async (trx): Promise<Result<Acknowledged>> => {
    const all = await readOwed(trx, ctx.plan, ctx.now)
    // Whoever is in a hurry names the incident or the window.
    const about = all.filter(({ object }) => object.id === named)
    const owed = all.find(({ id }) => id === named) ?? (about.length === 1 ? about[0] : undefined)
    if (!owed) {
      if (about.length > 1) {
        const ids = about.map(({ id, kind }) => `${id} (${kind})`).join(', ')
        return conflict(
          'several_promises',
          says`More than one thing is owed there: ${byWay('on_the_board', ids)}. Name the one that you mean.`,
        )
      }
      if (!(await wasPromised(trx, named))) return notFound('promise')
      const next = replacementOf(named, all)
      if (!next) return conflict('promise_kept', 'It is owed no longer: there is nothing to acknowledge.')
      return conflict(
        'promise_replaced',
        says`The window was moved. What is owed now is ${byWay('on_the_board', next.id)}.`,
      )
    }
    const promiseId = owed.id
    const { acknowledged, putOff } = (await readAnswers(trx, [promiseId]))(promiseId)
    if (until !== undefined) {
      if (until <= ctx.now) return invalid([{ pointer: '/until', ...says`${field('until')} must be in the future.` }])
      if (until > ctx.now + LONGEST_PUT_OFF)
        return invalid([{ pointer: '/until', detail: 'It can be put off by 24 hours at most.' }])
      if (reason === undefined) return invalid([{ pointer: '/reason', detail: 'Say why it is put off.' }])
      if (putOff) {
        return conflict(
          'already_put_off',
          `It was put off already, by ${putOff.actor}. It can be put off once.`,
          'leave_out_until',
        )
      }
      const done = (await rungsOf(trx, [promiseId])).map(({ rung }) => rung)
      if (!skipsAny(owed, ctx.plan.ladder, done, ctx.now, until))
        return conflict('nothing_to_put_off', NOTHING, 'leave_out_until')
    }
    const isSaid = acknowledged?.until_at === null && acknowledged.reason === (reason ?? null)
    if (until === undefined && isSaid && acknowledged.actor === ctx.actor.name)
      return ok({ id: acknowledged.id, promiseId, until: null, inPlaceOf: null })
    const { object, kind, dueAt } = owed
    const silentUntil = until === undefined ? null : putOffUntil(until, owed)
    const id = newId()
    await insertAcknowledgement(trx, {
      ...{ id, promise_id: promiseId, until_at: silentUntil, reason: reason ?? null },
      incident_id: object.type === 'incident' ? object.id : null,
      maintenance_id: object.type === 'maintenance' ? object.id : null,
      actor: ctx.actor.name,
      created_at: ctx.now,
    })
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: until === undefined ? 'promise.acknowledge' : 'promise.put_off',
      object: `${object.type}/${object.id}`,
      detail: {
        ...{ promiseId, kind, dueAt: new Date(dueAt).toISOString() },
        ...(silentUntil !== null && { until: new Date(silentUntil).toISOString() }),
        ...(reason !== undefined && { reason }),
      },
    })
    const inPlaceOf = acknowledged && acknowledged.actor !== ctx.actor.name ? acknowledged : null
    return ok({ id, promiseId, until: silentUntil, inPlaceOf })
  })
}
