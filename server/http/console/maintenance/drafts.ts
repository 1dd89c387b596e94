import type { FormValues, WindowWay } from '../../../../src/views.ts'
import {
  type DraftFields,
  type DraftKind,
  type DraftOf,
  isBlank,
  isOfMaintenance,
} from '../../../domain/draft/draft.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { newId } from '../../../lib/ids.ts'
import { findDraft, listDrafts } from '../../../queries/desk/drafts.ts'
import type { AppDeps } from '../../deps.ts'
import { OF_DRAFT, type Written, writtenIn } from '../form/drafts.ts'
import { first, type FormValues as Values } from '../form/values.ts'

/** What a form about maintenance is of: a window that there is and what is done about it; null: a new one is planned. */
export type FormOf = { id: string; way: WindowWay } | null

/** A form that was sent: what was typed, which draft it is of, and what its button asks for. */
export interface SentForm extends Written {
  typed: FormValues
  button: 'do' | 'check' | 'keep' | 'send' | 'discard'
}

const KINDS: Readonly<Record<WindowWay, DraftKind>> = {
  details: 'maintenance_change',
  move: 'maintenance_change',
  extend: 'maintenance_change',
  cancel: 'maintenance_cancellation',
  announce: 'maintenance_update',
  start: 'maintenance_update',
  note: 'maintenance_update',
  verify: 'maintenance_update',
  resume: 'maintenance_update',
  complete: 'maintenance_update',
}

/** Under this name a draft says which form of a window it is of: several are of the same kind. */
const WAY = 'way'
const OWN = [...OF_DRAFT, 'do', 'seen', WAY]

/** A draft that nobody has begun yet. */
export function freshDraft(of: FormOf): DraftOf {
  if (of === null) return { id: newId(), kind: 'maintenance_plan', object: null }
  return { id: newId(), kind: KINDS[of.way], object: { type: 'maintenance', id: of.id } }
}

/** A form as it was sent. One that names no revision was made by hand, and means the window as it is: `newest`. */
export function sentForm(values: Values, of: FormOf, newest: number): SentForm {
  const own = Object.fromEntries(OF_DRAFT.map((name) => [name, first(values, name)]))
  const button = first(values, 'do')
  const isOther = button === 'check' || button === 'keep' || button === 'send' || button === 'discard'
  return {
    typed: Object.fromEntries(Object.entries(values).filter(([name]) => !OWN.includes(name))),
    ...writtenIn(own, { fresh: freshDraft(of), newest }),
    button: isOther ? button : 'do',
  }
}

/** What is kept of a form. */
export function fieldsOf(typed: FormValues, of: FormOf): DraftFields {
  return { ...typed, ...(of && { [WAY]: of.way }) }
}

/** What was typed, as it was kept, and of which form. */
export function typedIn({ [WAY]: way, ...fields }: DraftFields): { typed: FormValues; way: WindowWay | null } {
  const typed = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value].flat()]))
  return { typed, way: typeof way === 'string' && Object.hasOwn(KINDS, way) ? (way as WindowWay) : null }
}

export interface KeptForm extends Written {
  typed: FormValues
  way: WindowWay | null
  savedAt: Instant
  /** Who saved it last, where that was a colleague. */
  restoredBy?: string
}

/** What this person was writing about a window, or for a new one: the last saved of each form. */
export async function keptForms(
  { db, clock }: Pick<AppDeps, 'db' | 'clock'>,
  actor: string,
  id: string | null,
): Promise<ReadonlyMap<WindowWay | null, KeptForm>> {
  const about = id === null ? undefined : ({ type: 'maintenance', id } as const)
  const drafts = (await listDrafts(db, clock(), about)).filter(
    ({ author, source, kind, object }) =>
      author === actor && source === 'person' && isOfMaintenance(kind) && (object?.id ?? null) === id,
  )
  const forms = new Map<WindowWay | null, KeptForm>()
  for (const { id: draftId } of drafts) {
    const found = await findDraft(db, draftId)
    if (!found) continue
    const { kind, object, base, revision, savedAt, savedBy } = found
    const { typed, way } = typedIn(found.fields)
    if ((way === null) === (id === null) && !forms.has(way) && !isBlank(found)) {
      const by = savedBy !== actor && { restoredBy: savedBy }
      forms.set(way, { draft: { id: draftId, kind, object }, base, revision, savedAt, typed, way, ...by })
    }
  }
  return forms
}
