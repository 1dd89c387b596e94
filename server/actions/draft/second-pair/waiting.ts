import { changeSubmission } from '../../../../db/draft/submissions.ts'
import type { Trx } from '../../../../db/schema/index.ts'
import { appendAudit } from '../../../../db/system/audit.ts'
import { mayPublish, mayReturn } from '../../../domain/draft/four-eyes.ts'
import { conflict, notFound, ok, type Result } from '../../../domain/refusal.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { findReadyText, type ReadyText } from '../../../queries/desk/waiting.ts'
import { type ActionContext, record } from '../../context.ts'
import { postFromDraft } from '../post-from-draft.ts'
import { type Posted, perform } from './perform.ts'
import { noteOwnWord } from './submit.ts'

/** What was submitted. Refuses what there is not, and another text than the one that was `seen`, by when it was submitted. */
async function submitted(trx: Trx, { plan }: ActionContext, id: string, seen?: Instant): Promise<Result<ReadyText>> {
  const text = await findReadyText(trx, plan, id)
  if (!text) return notFound('draft', id)
  if (seen === undefined || seen === text.submittedAt) return ok(text)
  return conflict('draft_newer', 'Its author has changed this text since you looked at it. Look at it again.')
}

/**
 * Publishes what was submitted, as its author's words, on the word of somebody else. Refused: `own_draft` for whoever
 * wrote it, `draft_returned`, `draft_newer`, `posted_meanwhile` if another text was posted since, and whatever posting it is refused with.
 */
export async function publishDraft(ctx: ActionContext, id: string, seen?: Instant): Promise<Result<Posted>> {
  return record(ctx, async (trx) => {
    const found = await submitted(trx, ctx, id, seen)
    if (!found.ok) return found
    const may = mayPublish(found.value, ctx.actor)
    if (!may.ok) return may
    const posted = await postAsAuthor(trx, ctx, found.value)
    if (!posted.ok) return posted
    await appendAudit(trx, {
      ...{ at: ctx.now, actor: ctx.actor.name, action: 'draft.publish', object: `incident/${posted.value.id}` },
      detail: { draft: id, author: found.value.author.name, updateId: posted.value.updateId },
    })
    return posted
  })
}

/** Publishes on the word of its author alone what has waited until its hour; the clock says so. */
export async function publishOnOwnWord(ctx: ActionContext, id: string): Promise<Result<Posted>> {
  return record(ctx, async (trx) => {
    const found = await submitted(trx, ctx, id)
    if (!found.ok) return found
    if (found.value.state !== 'waiting') return conflict('draft_returned', 'This does not wait any more.')
    const posted = await postAsAuthor(trx, ctx, found.value)
    if (!posted.ok) return posted
    await noteOwnWord(trx, ctx, posted.value, { why: 'hour', draft: id, author: found.value.author.name })
    return posted
  })
}

async function postAsAuthor(
  trx: Trx,
  ctx: ActionContext,
  { id, kind, object, author, overtakenBy, asked }: ReadyText,
): Promise<Result<Posted>> {
  if (overtakenBy !== null) {
    const said = `Update ${overtakenBy} was posted since this was written. Return it: its author has to read that first.`
    return conflict('posted_meanwhile', said)
  }
  const actor = { name: author.name, role: author.role, ...(author.id != null && { id: author.id }) }
  const as = { ...ctx, actor, trx, within: undefined }
  return postFromDraft(as, { id, kind, object }, (inner) => perform(inner, asked))
}

/** Gives what was submitted back to its author, with a reason. Refused: `own_draft`, `draft_returned`, `draft_newer`. */
export async function returnDraft(
  ctx: ActionContext,
  id: string,
  { reason, seen }: { reason: string; seen?: Instant | undefined },
): Promise<Result<{ id: string }>> {
  return record(ctx, async (trx) => {
    const found = await submitted(trx, ctx, id, seen)
    if (!found.ok) return found
    const may = mayReturn(found.value, ctx.actor)
    if (!may.ok) return may
    await changeSubmission(trx, id, {
      ...{ state: 'returned', returned_by: ctx.actor.name, returned_at: ctx.now, reason },
    })
    await appendAudit(trx, {
      ...{ at: ctx.now, actor: ctx.actor.name, action: 'draft.return', object: `draft/${id}` },
      detail: { about: found.value.object, author: found.value.author.name, reason },
    })
    return ok({ id })
  })
}
