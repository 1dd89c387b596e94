import type { Trx } from '../../db/schema/index.ts'
import type { Refusal, Result } from '../domain/refusal.ts'
import { type ActionContext, record } from './context.ts'

/** Runs an action unless something is in its way, which is looked for in the same transaction, by the context it gets. */
export async function unlessRefused<T>(
  ctx: ActionContext,
  inTheWay: (trx: Trx) => Promise<{ ok: false; refusal: Refusal } | null>,
  act: (ctx: ActionContext) => Promise<Result<T>>,
): Promise<Result<T>> {
  return record(ctx, async (trx) => (await inTheWay(trx)) ?? act({ ...ctx, trx, within: undefined }))
}
