import {
  changeDraftRow,
  countOpenDrafts,
  findDraftRow,
  insertDraft,
  objectColumns,
  storedDraft,
} from '../../../db/draft/drafts.ts'
import { type DraftSave, decideSave, MOST_OPEN } from '../../domain/draft/draft.ts'
import { conflict, ok, type Result } from '../../domain/refusal.ts'
import { type ActionContext, record } from '../context.ts'
import { objectThere } from './object-there.ts'

/**
 * Saves what somebody is writing, as typed; nothing of it is public, and the audit trail says nothing of it. Returns the
 * revision to send with the next save. The same again changes nothing, so a save whose answer was lost can be repeated.
 * Refusals as `decideSave` says; `not_found` for an incident or a window that there is not, `too_many_drafts`.
 */
export async function saveDraft(
  ctx: ActionContext,
  draft: DraftSave,
): Promise<Result<{ id: string; revision: number; changed: boolean }>> {
  return record(ctx, async (trx) => {
    const { id, kind, base } = draft
    const row = await findDraftRow(trx, id)
    const decided = decideSave(row && storedDraft(row), draft, ctx.actor.name)
    if (!decided.ok) return decided
    const { revision, changed } = decided.value
    const fields = JSON.stringify(draft.fields)
    const by = ctx.actor.name
    if (row) {
      // Whoever keeps a form open is writing, even without a new word; the clock may have been set back.
      const updated_at = Math.max(ctx.now, row.updated_at)
      await changeDraftRow(
        trx,
        id,
        changed ? { kind, base, fields, revision, saved_by: by, updated_at } : { updated_at },
      )
      return ok({ id, revision, changed })
    }
    const there = await objectThere(trx, draft.object)
    if (!there.ok) return there
    if ((await countOpenDrafts(trx, by)) >= MOST_OPEN) {
      return conflict('too_many_drafts', `You have ${MOST_OPEN} drafts already. Post or discard one first.`)
    }
    const made = { source: 'person', author: by, saved_by: by, state: 'open', became: null, ended_at: null } as const
    const at = { created_at: ctx.now, updated_at: ctx.now }
    await insertDraft(trx, { id, kind, base, fields, revision, ...objectColumns(draft.object), ...made, ...at })
    return ok({ id, revision, changed })
  })
}
