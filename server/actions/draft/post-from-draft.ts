import { endDraft, findDraftRow, storedDraft } from '../../../db/draft/drafts.ts'
import { newestUpdate } from '../../../db/draft/since.ts'
import { type DraftObject, type DraftOf, isOfMaintenance, stillOpen } from '../../domain/draft/draft.ts'
import type { Result } from '../../domain/refusal.ts'
import { type ActionContext, record } from '../context.ts'
import { objectThere } from './object-there.ts'
import { sawEverything } from './saw-everything.ts'

/** What is posted, and on what. */
interface DraftPosted extends DraftOf {
  /** The newest update that the writer has seen; left out where it makes no difference what was posted since. */
  base?: number | undefined
}

/** What actions that post answer. */
interface Made {
  id: string
  updateId?: string
  postmortemId?: string
}

/**
 * Posts what was written, once: `post` is any action, called with a context of the same transaction, and the draft ends
 * with it, whether it was ever saved or not. A second tap is refused with `draft_posted`, which names what it became
 * (`becameOf` tells it to programs); with `base`, a second writer with `posted_meanwhile` (`whatChanged` tells what was).
 * Whatever is refused, or dies, leaves the draft as it was.
 */
export async function postFromDraft<T extends Made>(
  ctx: ActionContext,
  draft: DraftPosted,
  post: (ctx: ActionContext) => Promise<Result<T>>,
): Promise<Result<T>> {
  return record(ctx, async (trx) => {
    const row = await findDraftRow(trx, draft.id)
    const open = row ? stillOpen(storedDraft(row), draft) : await objectThere(trx, draft.object)
    if (!open.ok) return open
    const seen = await sawEverything(trx, draft, ctx.actor.name)
    if (!seen.ok) return seen
    const before = draft.object && (await newestUpdate(trx, draft.object))
    const posted = await post({ ...ctx, trx, within: undefined })
    if (!posted.ok) return posted
    const { id, updateId, postmortemId } = posted.value
    const object: DraftObject = { type: isOfMaintenance(draft.kind) ? 'maintenance' : 'incident', id }
    const newest = (await newestUpdate(trx, object))?.id ?? null
    const became = updateId ?? postmortemId ?? (newest === before?.id ? null : newest)
    await endDraft(trx, { ...draft, object }, { state: 'posted', became, by: ctx.actor.name, at: ctx.now })
    return posted
  })
}
