import type { Amendment, ComposedDraft } from '../../../../src/views.ts'
import type { ActionContext } from '../../../actions/context.ts'
import type { DraftFields, DraftKind, DraftOf } from '../../../domain/draft/draft.ts'
import { newId } from '../../../lib/ids.ts'
import { findDraft, firstTyped, listDrafts } from '../../../queries/desk/drafts.ts'
import type { AppDeps } from '../../deps.ts'
import { keep, OF_DRAFT, retaken, type Written, writtenIn } from '../form/drafts.ts'
import { type FormValues, first } from '../form/values.ts'
import type { Place } from './kinds.ts'

/** The pages whose text is kept while it is written; on the others there is little to type again. */
const KINDS: Partial<Record<Amendment, DraftKind>> = { text: 'correction', report: 'postmortem' }
/** Under this name a draft says which update it corrects: several are of one incident. */
const UPDATE = 'update'
const OWN = [...OF_DRAFT, 'do', 'once', UPDATE]

/** A draft of a page that nobody has begun yet; null: its form is not kept. */
export function freshDraft(of: Amendment, { id }: Place): DraftOf | null {
  const kind = KINDS[of]
  return kind ? { id: newId(), kind, object: { type: 'incident', id } } : null
}

/** Which draft a form is of, as it was sent; null: it is not kept. */
export function writtenOf(of: Amendment, place: Place, values: FormValues): Written | null {
  const fresh = freshDraft(of, place)
  return fresh && writtenIn(Object.fromEntries(OF_DRAFT.map((name) => [name, first(values, name)])), { fresh })
}

/** A form without what says which draft it is of: two taps are of the same sheet, however often it was saved between. */
export function sheetOf(values: FormValues): FormValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !OF_DRAFT.includes(name)))
}

/** What this person was writing on a page, as it was saved last; null: nothing. */
export async function keptForm(
  { db, clock }: Pick<AppDeps, 'db' | 'clock'>,
  actor: string,
  of: Amendment,
  { id, uid }: Place,
): Promise<{ draft: ComposedDraft; typed: FormValues } | null> {
  const drafts = await listDrafts(db, clock(), { type: 'incident', id })
  const mine = drafts.filter((one) => one.kind === KINDS[of] && one.author === actor && one.source === 'person')
  for (const { id: draftId } of mine) {
    const found = await findDraft(db, draftId)
    if (!found || (found.fields[UPDATE] ?? '') !== uid) continue
    const { base, revision, savedAt, fields } = found
    const typed = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value].flat()]))
    return { draft: { id: draftId, base, revision, is: 'begun', restoredFrom: savedAt }, typed }
  }
  return null
}

/** The words of this person's update that an incident closed before: a reopening begins with them. Null: there are none. */
export async function wordsLeft({ db, clock }: Pick<AppDeps, 'db' | 'clock'>, actor: string, id: string) {
  const drafts = await listDrafts(db, clock(), { type: 'incident', id })
  const mine = drafts.filter((one) => one.kind === 'update' && one.author === actor && one.source === 'person')
  const draft = await firstTyped(db, mine)
  const body = draft && [draft.fields.body ?? ''].flat()
  return draft && body?.[0] ? { draft, body } : null
}

/** Saves a form as it was typed. What could not be saved is `typed`; a second press then does what the first could not. */
export async function keepForm(
  ctx: ActionContext,
  deps: Pick<AppDeps, 'db'>,
  written: Written,
  { uid }: Place,
  values: FormValues,
): Promise<ComposedDraft> {
  const typed = Object.entries(values).filter(([name]) => !OWN.includes(name))
  const fields: DraftFields = { ...Object.fromEntries(typed), [UPDATE]: uid }
  const saved = await keep(ctx, written, fields)
  const { draft, base, revision } = saved.ok
    ? { ...written, ...saved.value }
    : await retaken(deps, written, saved.refusal)
  return { id: draft.id, base, revision, is: saved.ok ? 'kept' : 'typed', restoredFrom: null }
}
