import { newestEvent } from '../../../db/delivery/events.ts'
import { write } from '../../../db/open.ts'
import type { Db, Trx } from '../../../db/schema/index.ts'
import { takeWriterLock } from '../../../db/writer-lock.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { inTurn } from '../../lib/order/in-turn.ts'
import type { ActionContext } from '../context.ts'

/** How an action went: thrown, so that the database forgets it. */
class Rehearsed extends Error {
  readonly result: Result<unknown>
  constructor(result: Result<unknown>) {
    super('rehearsed')
    this.result = result
  }
}

type Act<A> = (ctx: ActionContext) => Promise<Result<A>>
type Look<A, S> = (trx: Trx, value: A, after: number) => Promise<S>

/** One rehearsal at a time on each database, so that whoever posts never waits for more than one. */
const turns = new WeakMap<Db, ReturnType<typeof inTurn>>()

/**
 * Runs an action in a transaction that is thrown away, and returns what `look` saw in it, or the action's own refusal.
 * `after` is the newest event before the action: those behind it are the action's. Ids made in it are nobody's. It holds
 * the writer lock, so `look` only reads.
 */
export async function rehearse<A, S>(ctx: ActionContext, act: Act<A>, look: Look<A, S>): Promise<Result<S>> {
  const turn = turns.get(ctx.db) ?? inTurn()
  turns.set(ctx.db, turn)
  return turn(() => play(ctx, act, look))
}

async function play<A, S>(ctx: ActionContext, act: Act<A>, look: Look<A, S>): Promise<Result<S>> {
  try {
    return await write(ctx.db, async (trx): Promise<never> => {
      await takeWriterLock(trx)
      const after = await newestEvent(trx)
      const { within: _, ...rest } = ctx
      const result = await act({ ...rest, trx })
      throw new Rehearsed(result.ok ? ok(await look(trx, result.value, after)) : result)
    })
  } catch (error) {
    if (error instanceof Rehearsed) return error.result as Result<S>
    throw error
  }
}
