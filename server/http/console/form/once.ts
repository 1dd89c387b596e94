import { createHash } from 'node:crypto'
import { findResponse, type StoredResponse, takeKey } from '../../../../db/system/idempotency.ts'
import type { ActionContext } from '../../../actions/context.ts'
import { conflict, ok, type Result } from '../../../domain/refusal.ts'
import { DAY } from '../../../domain/vocabulary.ts'
import type { AppDeps } from '../../deps.ts'
import { type FormValues, first } from './values.ts'

class Taken extends Error {}

type Made = Result<{ id: string }>

/**
 * Does what a form asks for once, however often it is tapped: the form's own key is stored in the same transaction, as
 * with an Idempotency-Key. Every further tap is answered like the first; the same form with other words is refused with
 * `form_sent`, since these would be lost.
 */
export async function doOnce(
  { db }: Pick<AppDeps, 'db'>,
  ctx: ActionContext,
  { personId, values }: { personId: string; values: FormValues },
  act: (ctx: ActionContext) => Promise<Made>,
): Promise<Made> {
  const key = first(values, 'once')
  if (!key) return act(ctx)
  const since = ctx.now - DAY
  const fingerprint = createHash('sha256')
    .update(JSON.stringify(Object.entries(values).sort()))
    .digest('hex')
  const find = () => findResponse(db, personId, key, since)
  const known = await find()
  if (known) return again(known, fingerprint)
  const within: NonNullable<ActionContext['within']> = async (trx, made) => {
    const row = { token_id: personId, key, fingerprint, status: 303, response: JSON.stringify(made) }
    if (!(await takeKey(trx, { ...row, created_at: ctx.now }, since))) throw new Taken()
  }
  try {
    const done = await act({ ...ctx, within })
    if (done.ok) return done
    // What the first tap has done may be the reason why this one is refused.
    const other = await find()
    return other ? again(other, fingerprint) : done
  } catch (error) {
    const other = error instanceof Taken ? await find() : null
    if (!other) throw error
    return again(other, fingerprint)
  }
}

function again(known: StoredResponse, fingerprint: string): Made {
  if (known.fingerprint === fingerprint) return ok(JSON.parse(known.response ?? '{}') as { id: string })
  return conflict(
    'form_sent',
    'This was sent already, with other words. Look at what is there; what you typed is kept. Press again to send it.',
  )
}
