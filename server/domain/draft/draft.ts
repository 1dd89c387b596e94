import { conflict, invalid, ok, type Result, refuse } from '../refusal.ts'
import { actor, byWay, role as named, object, type Said, says, type Term } from '../said.ts'
import { DAY, type Instant, type Kind, MINUTE, type Role, roleCovers } from '../vocabulary.ts'

/** What a draft is to become. Those of maintenance begin with `maintenance`. */
const DRAFT_KINDS = [
  'open',
  'update',
  'correction',
  'times',
  'reopening',
  'postmortem',
  'maintenance_plan',
  'maintenance_change',
  'maintenance_update',
  'maintenance_cancellation',
] as const
export type DraftKind = (typeof DRAFT_KINDS)[number]

/** What a draft is about: an incident or a window that there is. */
export interface DraftObject {
  type: Kind
  id: string
}

/** A form as typed, by the names of its fields; what may be given several times is a list. */
export type DraftFields = Readonly<Record<string, string | readonly string[]>>

/** The size of the fields as JSON, in bytes. */
export const MOST_BYTES = 64 * 1024
/** How many open drafts one person may have. */
export const MOST_OPEN = 100
/** Somebody whose draft was saved so recently is writing now. */
export const WRITING_NOW = 2 * MINUTE
/** How long an open draft is kept after its last save, and for how long it is known what became of one. */
export const DRAFTS_KEPT = { open: 30 * DAY, ended: 7 * DAY }

/** What tells one draft from another: its id comes from the form, made by `newId`. */
export interface DraftOf {
  id: string
  kind: DraftKind
  /** Null: it is about something new. */
  object: DraftObject | null
}

export interface DraftSave extends DraftOf {
  fields: DraftFields
  /** The sequence number of the newest update that the writer has seen; of a window, its revision; 0: none. */
  base: number
  /** The revision that this one was written on; 0: it was never saved. */
  revision: number
}

/** A draft as it is stored. */
export interface StoredDraft extends DraftSave {
  state: 'open' | 'posted' | 'discarded'
  savedBy: string
  /** The id of the update or the report that it became. */
  became: string | null
}

/**
 * The revision that a save makes, or that there is if it changes nothing. Refused: what is too large; what was written on
 * an older revision than `by` or somebody else has saved (`draft_newer`); what comes after the text was posted (`draft_posted`) or thrown away, or is no longer
 * known (`draft_gone`): a late save never brings it back.
 */
export function decideSave(
  stored: StoredDraft | null,
  save: DraftSave,
  by: string,
): Result<{ revision: number; changed: boolean }> {
  const size = new TextEncoder().encode(JSON.stringify(save.fields)).length
  if (size > MOST_BYTES) {
    const detail = `must have at most ${MOST_BYTES / 1024} kB altogether; these are ${Math.ceil(size / 1024)} kB`
    return invalid([{ pointer: '/fields', detail }])
  }
  if (!stored) return save.revision === 0 ? ok({ revision: 1, changed: true }) : gone()
  const open = stillOpen(stored, save)
  if (!open.ok) return open
  if (isSame(stored, save)) return ok({ revision: stored.revision, changed: false })
  if (save.revision !== stored.revision) {
    const [who, where] =
      stored.savedBy === by
        ? ['You have', ', in another tab or on another device']
        : [says`${actor(stored.savedBy)} has`, '']
    return conflict('draft_newer', says`${who} saved a newer text of this${where}. Look at it before you save yours.`)
  }
  return ok({ revision: stored.revision + 1, changed: true })
}

/** Refuses a draft that has ended, or that is about something else. */
export function stillOpen(stored: StoredDraft, { object }: Pick<DraftOf, 'object'>): Result<null> {
  if (stored.state === 'posted') {
    const about = nameOf(stored.object)
    return conflict('draft_posted', says`This was posted already: ${becameIn(stored, about)}.`)
  }
  if (stored.state === 'discarded') return gone()
  if (stored.object?.type === object?.type && stored.object?.id === object?.id) return ok(null)
  return conflict('draft_of_another', says`This text was begun for ${nameOf(stored.object)}. Begin a new one.`)
}

/** What a draft became: something new as a whole, or a part of what it was about. */
function becameIn({ kind, became }: StoredDraft, about: Term | string): Term | Said | string {
  if (became === null || kind === 'open' || kind === 'maintenance_plan') return about
  if (kind === 'postmortem') return says`the report of ${about}`
  return says`${byWay('an_update', `update "${became}"`)} of ${about}`
}

/** Chosen rather than typed: a form comes with one of each. */
const CHOICES = [
  'priority',
  'phase',
  'caseStatus',
  'impact',
  'next',
  'keepLength',
  'endsBy',
  'shortNotice.class',
  'relatedTo',
  'confirmed',
  'way',
]
/** Of the others, somebody may mean something by what the form came with. */
const OF_WORDS: readonly DraftKind[] = ['open', 'update', 'maintenance_plan']

/** Has nobody typed or changed anything yet? What a form came with is under the same name after `was.`. */
export function isBlank({ kind, fields }: Pick<DraftSave, 'kind' | 'fields'>): boolean {
  if (!OF_WORDS.includes(kind)) return false
  return Object.entries(fields).every(([name, value]) => {
    const was = fields[`was.${name.replace(/^impact\./, '')}`]
    const isAsItCame = was === undefined ? CHOICES.includes(name) : value === was
    return isAsItCame || name.startsWith('was.') || [value].flat().every((text) => text.trim() === '')
  })
}

/** What a draft says first: its title, or the first of its words. Null: nothing yet. */
export function firstWords({ title, body, description, note, reason }: DraftFields): string | null {
  const [first] = [title, body, description, note, reason].flat().flatMap((text) => text?.trim() || [])
  return first?.replaceAll(/\s+/g, ' ').slice(0, 80) ?? null
}

/** Lead and above throw away what a colleague is writing; what nobody wrote (alarms, vendors), anybody at the desk may. */
export function mayDiscard(
  { source, author }: { source: string; author: string },
  by: { name: string; role: Role },
): Result<null> {
  if (source !== 'person' || author === by.name || roleCovers(by.role, 'lead')) return ok(null)
  const said = says`Only ${named('lead')} and above may throw away what ${actor(author)} is writing.`
  return refuse({ kind: 'forbidden', code: 'draft_role', ...said })
}

/** Is this draft being written at `now`? */
export function isWriting(savedAt: Instant, now: Instant): boolean {
  return now - savedAt < WRITING_NOW
}

/** The kinds that are about maintenance. */
export function isOfMaintenance(kind: DraftKind): boolean {
  return kind.startsWith('maintenance')
}

function nameOf(about: DraftObject | null): Term | string {
  return about ? object(about.type, about.id, `${about.type} "${about.id}"`) : 'something new'
}

/** A save whose answer was lost is tried again with what was saved. */
function isSame(stored: StoredDraft, save: DraftSave): boolean {
  return (
    stored.kind === save.kind &&
    stored.base === save.base &&
    JSON.stringify(stored.fields) === JSON.stringify(save.fields)
  )
}

function gone() {
  return conflict('draft_gone', 'This text was thrown away, or is older than drafts are kept. Begin a new one.')
}
