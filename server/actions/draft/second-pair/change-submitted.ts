import { findDraftRow } from '../../../../db/draft/drafts.ts'
import { newestUpdate } from '../../../../db/draft/since.ts'
import type { Composed } from '../../../domain/draft/composed.ts'
import { mayChange } from '../../../domain/draft/four-eyes.ts'
import { notFound, type Result } from '../../../domain/refusal.ts'
import { findReadyText } from '../../../queries/desk/waiting.ts'
import type { ActionContext } from '../../context.ts'
import { keepBack, pairOf, type Submitted } from './submit.ts'

/**
 * Replaces what was submitted, and submits it again: it waits if it did, or if the plan asks for a second person by now.
 * Only its author does (`draft_author`).
 */
export async function changeSubmitted(
  ctx: ActionContext,
  id: string,
  changed: (was: Composed) => Result<Composed>,
): Promise<Result<Submitted>> {
  const [text, draft] = [await findReadyText(ctx.db, ctx.plan, id), await findDraftRow(ctx.db, id)]
  if (!text || !draft) return notFound('draft', id)
  const { state, author, object, kind } = text
  const may = mayChange(author, ctx.actor)
  if (!may.ok) return may
  const asked = changed(text.asked)
  if (!asked.ok) return asked
  const waits = state !== 'kept' || (await pairOf(ctx.db, ctx, asked.value)) === 'waits'
  return keepBack(ctx, asked.value, waits ? 'waiting' : 'kept', {
    draft: { id, kind, object },
    base: (object && (await newestUpdate(ctx.db, object))?.sequence) ?? 0,
    revision: draft.revision,
    fields: textOf(asked.value),
  })
}

/** As much of it as lists of drafts show. */
function textOf(asked: Composed): Record<string, string> {
  if (asked.do === 'update') return { body: asked.command.body }
  return { title: asked.command.title, body: asked.command.update.body }
}
