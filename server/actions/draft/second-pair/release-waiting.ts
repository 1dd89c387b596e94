import { type ReadyText, readReadyTexts } from '../../../queries/desk/waiting.ts'
import type { ActionContext } from '../../context.ts'
import { publishOnOwnWord, returnDraft } from './waiting.ts'

const STALE = 'Another update was posted since this was written. Read it before you submit yours again.'
const OVER = 'The incident is over: nothing is posted about it any more.'

/**
 * What the clock does about texts that wait for a second person. Their hour has come: they go out on their author's word.
 * Something else was posted, or the incident is over: they go back to their author, since newer news stand. Each is one
 * transaction, so that several instances, and one that dies on the way, do it once. Returns how many went out.
 */
export async function releaseWaiting(ctx: ActionContext): Promise<number> {
  let out = 0
  for (const text of await readReadyTexts(ctx.db, ctx.plan)) {
    if (text.state === 'waiting' && (await release(ctx, text))) out += 1
  }
  return out
}

async function release(ctx: ActionContext, text: ReadyText): Promise<boolean> {
  const outdated = text.isOver ? OVER : text.overtakenBy !== null ? STALE : null
  if (outdated !== null) {
    await returnDraft(ctx, text.id, { reason: outdated, seen: text.submittedAt })
    return false
  }
  if ((text.goesAt ?? Number.POSITIVE_INFINITY) > ctx.now) return false
  const posted = await publishOnOwnWord(ctx, text.id)
  // Somebody else was faster; or it cannot be posted any more, and whoever wrote it has to know.
  if (!posted.ok && !['not_found', 'draft_returned'].includes(posted.refusal.code)) {
    const reason = `It could not go out: ${posted.refusal.detail}`
    await returnDraft(ctx, text.id, { reason, seen: text.submittedAt })
  }
  return posted.ok
}
