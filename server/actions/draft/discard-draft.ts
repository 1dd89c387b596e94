import { endDraft, findDraftRow, storedDraft } from '../../../db/draft/drafts.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { type DraftOf, mayDiscard, stillOpen } from '../../domain/draft/draft.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { type ActionContext, type Outcome, record } from '../context.ts'
import { objectThere } from './object-there.ts'

/**
 * Throws a draft away with its text, even one that was never saved: a save that is still on its way does not bring it
 * back. A second time changes nothing; one that was posted is refused with `draft_posted`,
 * a colleague's as `mayDiscard` says.
 */
export async function discardDraft(ctx: ActionContext, draft: DraftOf): Promise<Result<Outcome>> {
  return record<Outcome>(ctx, async (trx) => {
    const row = await findDraftRow(trx, draft.id)
    if (row?.state === 'discarded') return ok({ id: draft.id, changed: false })
    const allowed = row ? stillOpen(storedDraft(row), draft) : await objectThere(trx, draft.object)
    if (!allowed.ok) return allowed
    const may = row ? mayDiscard(row, ctx.actor) : allowed
    if (!may.ok) return may
    await endDraft(trx, draft, { state: 'discarded', became: null, by: ctx.actor.name, at: ctx.now })
    await appendAudit(trx, {
      at: ctx.now,
      actor: ctx.actor.name,
      action: 'draft.discard',
      object: `draft/${draft.id}`,
      detail: { kind: draft.kind, about: draft.object, author: row?.author },
    })
    return ok({ id: draft.id, changed: true })
  })
}
