import { findDraftRow } from '../../../../db/draft/drafts.ts'
import { newestUpdate } from '../../../../db/draft/since.ts'
import { putSubmission, submittedBy } from '../../../../db/draft/submissions.ts'
import { findIncidentRow } from '../../../../db/incident/incidents.ts'
import type { Reader, Trx } from '../../../../db/schema/index.ts'
import { appendAudit } from '../../../../db/system/audit.ts'
import type { Composed } from '../../../domain/draft/composed.ts'
import type { DraftFields, DraftOf } from '../../../domain/draft/draft.ts'
import { secondPair } from '../../../domain/draft/four-eyes.ts'
import { responseDueAt } from '../../../domain/promise/promise.ts'
import { ok, type Result } from '../../../domain/refusal.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { newId } from '../../../lib/ids.ts'
import { findReadyText, type ReadyText } from '../../../queries/desk/waiting.ts'
import { type ActionContext, record } from '../../context.ts'
import { rehearse } from '../../preview/rehearse.ts'
import { postFromDraft } from '../post-from-draft.ts'
import { saveDraft } from '../save-draft.ts'
import { sawEverything } from '../saw-everything.ts'
import { type Posted, perform } from './perform.ts'

/** The form in which something was written. */
export interface FormDraft {
  draft: DraftOf
  /** The newest update that its writer has seen. */
  base: number
  revision: number
  fields: DraftFields
}

/** It waits for a second person; `id` is then the draft's. */
export interface Submitted extends Posted {
  waits: boolean
}

/**
 * Posts what was composed, or keeps it for a second person where the plan asks for one and there is time: every door
 * through which people post leads here. What could not be posted is refused at once. `form`: the draft that it is of,
 * which ends with it, or waits. Refusals are those of opening and updating, and of `postFromDraft`.
 */
export async function submit(ctx: ActionContext, asked: Composed, form?: FormDraft): Promise<Result<Submitted>> {
  const pair = await pairOf(ctx.db, ctx, asked)
  if (pair === 'waits') return keepBack(ctx, asked, 'waiting', form)
  return record(ctx, async (trx) => {
    const inner = { ...ctx, trx, within: undefined }
    const seen = form && { ...form.draft, ...(form.draft.object && { base: form.base }) }
    const posted = seen ? await postFromDraft(inner, seen, (c) => perform(c, asked)) : await perform(inner, asked)
    if (!posted.ok) return posted
    if (pair === 'no_time') await noteOwnWord(trx, ctx, posted.value, { why: 'no_time' })
    return ok({ ...posted.value, waits: false })
  })
}

/** Has this to wait for a second person? */
export async function pairOf(db: Reader, { plan, now, actor }: ActionContext, asked: Composed) {
  return secondPair(await toBeSeen(db, asked, plan, now), actor.name, { plan, now })
}

async function toBeSeen(db: Reader, asked: Composed, plan: ActionContext['plan'], now: Instant) {
  if (asked.do === 'open') {
    const { priority, drill, openedAt = now } = asked.command
    return { priority, drill, dueAt: responseDueAt(priority, openedAt, plan) }
  }
  const row = await findIncidentRow(db, asked.id)
  // What is not there is refused by what posts it.
  if (!row) return { priority: 'P4' as const, drill: true, dueAt: null }
  return { priority: row.priority, drill: row.drill === 1, dueAt: row.next_update_due_at }
}

/** Says in the audit trail that nobody but its author has seen this. */
export async function noteOwnWord(
  trx: Trx,
  { actor, now: at }: Pick<ActionContext, 'actor' | 'now'>,
  { id, updateId }: Posted,
  detail: object,
): Promise<void> {
  const about = { action: 'draft.own_word', object: `incident/${id}` }
  await appendAudit(trx, { at, actor: actor.name, ...about, detail: { updateId, ...detail } })
}

/** Keeps what was composed as a draft that is ready to be posted, in place of what its author had submitted before. */
export async function keepBack(
  ctx: ActionContext,
  composed: Composed,
  state: 'kept' | 'waiting',
  form?: FormDraft,
): Promise<Result<Submitted>> {
  const before = form ? await findReadyText(ctx.db, ctx.plan, form.draft.id) : null
  const asked = atItsTime(composed, before, ctx.now)
  // A second tap.
  if (before?.state === state && JSON.stringify(before.asked) === JSON.stringify(asked)) {
    return ok({ id: before.id, waits: true })
  }
  const possible = await rehearse(
    ctx,
    (inner) => perform(inner, asked),
    async () => null,
  )
  if (!possible.ok) return possible
  return record(ctx, async (trx) => {
    const { draft, base, revision, fields } = form ?? (await formOf(trx, ctx, asked))
    const seen = await sawEverything(trx, { object: draft.object, base }, ctx.actor.name)
    if (!seen.ok) return seen
    const saved = await saveDraft({ ...ctx, trx, within: undefined }, { ...draft, base, revision, fields })
    if (!saved.ok) return saved
    await putSubmission(trx, {
      ...{ draft_id: draft.id, command: JSON.stringify(asked), state, submitted_at: ctx.now },
      ...{ author_id: ctx.actor.id ?? null, author_role: ctx.actor.role },
      ...{ returned_by: null, returned_at: null, reason: null },
    })
    await appendAudit(trx, {
      ...{ at: ctx.now, actor: ctx.actor.name, action: 'draft.submit', object: `draft/${draft.id}` },
      detail: { kind: draft.kind, about: draft.object, waits: state === 'waiting' },
    })
    return ok({ id: draft.id, waits: true })
  })
}

/** A first response is promised from the opening of the case, however long its text waits, or is written anew. */
function atItsTime(asked: Composed, before: ReadyText | null, now: Instant): Composed {
  if (asked.do === 'update') return asked
  const begun = before?.asked.do === 'open' ? before.asked.command.openedAt : undefined
  return { ...asked, command: { ...asked.command, openedAt: asked.command.openedAt ?? begun ?? now } }
}

/** What comes without a form takes the place of what the same author has submitted about the same incident. */
async function formOf(trx: Trx, { actor }: ActionContext, asked: Composed): Promise<FormDraft> {
  if (asked.do === 'open') {
    const { title, update } = asked.command
    const draft = { id: newId(), kind: 'open', object: null } as const
    return { draft, base: 0, revision: 0, fields: { title, body: update.body } }
  }
  const object = { type: 'incident', id: asked.id } as const
  const id = (await submittedBy(trx, actor.name, asked.id)) ?? newId()
  const base = (await newestUpdate(trx, object))?.sequence ?? 0
  const revision = (await findDraftRow(trx, id))?.revision ?? 0
  return { draft: { id, kind: 'update', object }, base, revision, fields: { body: asked.command.body } }
}
