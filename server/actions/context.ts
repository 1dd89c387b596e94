import { write } from '../../db/open.ts'
import type { Db, Trx } from '../../db/schema/index.ts'
import { takeWriterLock } from '../../db/writer-lock.ts'
import type { Plan } from '../domain/plan/plan.ts'
import type { Result } from '../domain/refusal.ts'
import type { Instant, Role } from '../domain/vocabulary.ts'
import { withdrawKept } from './ladder/withdraw-kept.ts'

/** Who acts: a staff token, a command line, or the program itself. */
interface Actor {
  /** As the audit trail shows it: `token/desk`, `cli/root`. */
  name: string
  role: Role
  /** Of the person or the token; whoever runs the program has none. */
  id?: string
}

/** Whoever comes without a token. */
export const PUBLIC: Actor = { name: 'public', role: 'reporter' }

export interface ActionContext {
  db: Db
  plan: Plan
  actor: Actor
  now: Instant
  /** Marks what is created as part of the demonstration, so that it can be cleared. */
  demo?: boolean
  /** Notifies nobody of what it does: the history that a demonstration begins with. */
  silent?: boolean
  /** An open transaction that already has the writer lock. Whoever opened it rolls back if an action in it is refused. */
  trx?: Trx
  /** Runs last inside the action's transaction, for what has to be committed together with the action. */
  within?: (trx: Trx, value: unknown) => Promise<void>
}

/** Whom an action was about, and whether anything is otherwise now. */
export interface Outcome {
  id: string
  changed: boolean
}

class Refused extends Error {
  readonly result: { ok: false }
  constructor(result: { ok: false }) {
    super('refused')
    this.result = result
  }
}

/**
 * Runs `work` in one transaction under the writer lock; messages of the ladder that ask for what it does are withdrawn
 * with it. A refusal rolls back and is returned; exceptions pass through.
 */
export async function record<T>(ctx: ActionContext, work: (trx: Trx) => Promise<Result<T>>): Promise<Result<T>> {
  if (ctx.trx) return perform(ctx, ctx.trx, work)
  try {
    return await write(ctx.db, async (trx) => {
      await takeWriterLock(trx)
      const result = await perform(ctx, trx, work)
      if (!result.ok) throw new Refused(result)
      return result
    })
  } catch (error) {
    if (error instanceof Refused) return error.result as Result<T>
    throw error
  }
}

async function perform<T>(ctx: ActionContext, trx: Trx, work: (trx: Trx) => Promise<Result<T>>): Promise<Result<T>> {
  const result = await work(trx)
  if (result.ok) await withdrawKept(trx, ctx)
  if (result.ok) await ctx.within?.(trx, result.value)
  return result
}
