import { createHash } from 'node:crypto'
import type { ActionContext } from '../../../actions/context.ts'
import { saveDraft } from '../../../actions/draft/save-draft.ts'
import { type DraftFields, type DraftOf, isBlank } from '../../../domain/draft/draft.ts'
import { ok, type Refusal, type Result } from '../../../domain/refusal.ts'
import { newId } from '../../../lib/ids.ts'
import { findDraft } from '../../../queries/desk/drafts.ts'
import type { AppDeps } from '../../deps.ts'
import type { FormValues } from './values.ts'

/** A form that is kept while somebody writes it: the draft it is of, on what it was begun, and how often it was saved. */
export interface Written {
  draft: DraftOf
  /** The newest update, or the revision of the window, that the writer has seen. */
  base: number
  revision: number
}

/** Fields of a form that say which draft it is of; nobody types them. */
export const OF_DRAFT = ['draft', 'base', 'revision']

/** Which draft a form is of, by its fields; one that names none begins `fresh`. */
export function writtenIn(
  { draft = '', base, revision }: Readonly<Record<string, string | undefined>>,
  { fresh, newest = 0 }: { fresh: DraftOf; newest?: number },
): Written {
  return {
    draft: { ...fresh, ...(/^[a-z0-9]{12}$/.test(draft) && { id: draft }) },
    base: base === undefined ? newest : count(base),
    revision: count(revision),
  }
}

/** What is done once of a form (`doOnce`): what was typed, on what. */
export function onceOf({ draft, base }: Written, typed: DraftFields): FormValues {
  const values = Object.entries(typed).map(([name, value]) => [name, [value].flat()])
  return { ...Object.fromEntries(values), once: [draft.id], base: [`${base}`] }
}

/**
 * The same in a draft of `actor`'s own, where it names one that a colleague is writing: nobody writes into another's text,
 * or ends it, by a form. However often it is sent, it is the same one.
 */
export async function inOwn<S extends Written>({ db }: Pick<AppDeps, 'db'>, actor: string, sent: S): Promise<S> {
  const found = await findDraft(db, sent.draft.id)
  if (found?.source !== 'person' || found.author === actor) return sent
  const id = createHash('sha256').update(`${sent.draft.id} ${actor}`).digest('hex').slice(0, 12)
  return { ...sent, draft: { ...sent.draft, id }, revision: 0 }
}

/** Saves a draft; what was thrown away elsewhere begins anew, since somebody is writing it. */
export async function keep(
  ctx: ActionContext,
  { draft, base, revision }: Written,
  fields: DraftFields,
): Promise<Result<Pick<Written, 'draft' | 'revision'>>> {
  // An empty form is no draft, and hides none.
  if (revision === 0 && isBlank({ ...draft, fields })) return ok({ draft, revision })
  const saved = await saveDraft(ctx, { ...draft, base, revision, fields })
  if (saved.ok) return ok({ draft, revision: saved.value.revision })
  if (saved.refusal.code !== 'draft_gone') return saved
  const anew = { ...draft, id: newId() }
  const begun = await saveDraft(ctx, { ...anew, base, revision: 0, fields })
  return begun.ok ? ok({ draft: anew, revision: begun.value.revision }) : begun
}

/** So that a second press does what the first could not: what has ended begins anew, what is newer is known of. */
export async function retaken<S extends Written>(
  { db }: Pick<AppDeps, 'db'>,
  sent: S,
  { code }: Pick<Refusal, 'code'>,
): Promise<S> {
  if (code === 'draft_gone' || code === 'draft_posted' || code === 'form_sent') {
    return { ...sent, draft: { ...sent.draft, id: newId() }, revision: 0 }
  }
  if (code !== 'draft_newer') return sent
  return { ...sent, revision: (await findDraft(db, sent.draft.id))?.revision ?? sent.revision }
}

function count(text: string | undefined): number {
  return /^\d{1,6}$/.test(text ?? '') ? Number(text) : 0
}
