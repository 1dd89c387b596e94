import { findDraftRow, objectOf, openDraftFields, openDraftRows, storedDraft } from '../../../db/draft/drafts.ts'
import { type PostedSince, updatesSince } from '../../../db/draft/since.ts'
import type { Reader } from '../../../db/schema/index.ts'
import {
  type DraftKind,
  type DraftObject,
  firstWords,
  isBlank,
  isWriting,
  MOST_OPEN,
  type StoredDraft,
} from '../../domain/draft/draft.ts'
import type { Instant } from '../../domain/vocabulary.ts'

/** Who is writing what. */
export interface DraftSummary {
  id: string
  kind: DraftKind
  source: 'person' | 'alert' | 'vendor'
  object: DraftObject | null
  /** Who began it, and when. */
  author: string
  since: Instant
  /** Who saved it last, and when. */
  savedBy: string
  savedAt: Instant
  /** Saved within the last two minutes. */
  isWriting: boolean
}

/** What nobody looks through any more. */
const MOST_SHOWN = 200

/** The open drafts of everybody, the last saved first; of one incident or window, or of all. Never their texts. */
export async function listDrafts(db: Reader, now: Instant, about?: DraftObject): Promise<DraftSummary[]> {
  const rows = await openDraftRows(db, { about, limit: MOST_SHOWN })
  return rows.map((row) => ({
    ...{ id: row.id, kind: row.kind, source: row.source, object: objectOf(row), author: row.author },
    ...{ since: row.created_at, savedBy: row.saved_by, savedAt: row.updated_at },
    isWriting: isWriting(row.updated_at, now),
  }))
}

/** The same of all, with what each says first; null: nothing yet. */
export async function listDraftsInWords(db: Reader, now: Instant): Promise<(DraftSummary & { says: string | null })[]> {
  const drafts = await listDrafts(db, now)
  const fields = drafts.length > 0 ? await openDraftFields(db) : new Map()
  return drafts.map((one) => ({ ...one, says: firstWords(fields.get(one.id) ?? {}) }))
}

/** The first of these drafts in which something was typed; else the first. Null: there is none any more. */
export async function firstTyped(db: Reader, drafts: readonly DraftSummary[]) {
  const found = await Promise.all(drafts.slice(0, MOST_OPEN).map(({ id }) => findDraft(db, id)))
  const open = found.filter((one) => one !== null)
  return open.find((one) => !isBlank(one)) ?? open[0] ?? null
}

/** An open draft with its text and its revision; null if there is none, or it has ended. */
export async function findDraft(
  db: Reader,
  id: string,
): Promise<(StoredDraft & Pick<DraftSummary, 'author' | 'source' | 'savedAt'>) | null> {
  const row = await findDraftRow(db, id)
  return row?.state === 'open'
    ? { ...storedDraft(row), author: row.author, source: row.source, savedAt: row.updated_at }
    : null
}

/** What a draft became, within seven days of its posting: where a second tap is led. Null: it was not posted. */
export async function becameOf(
  db: Reader,
  id: string,
): Promise<{ object: DraftObject; updateId: string | null } | null> {
  const row = await findDraftRow(db, id)
  const object = row && objectOf(row)
  return row?.state === 'posted' && object ? { object, updateId: row.became } : null
}

/** The updates of an incident or a window that were posted since the writer began, oldest first: `base` has been seen. */
export async function whatChanged(db: Reader, object: DraftObject, base: number): Promise<PostedSince[]> {
  return updatesSince(db, object, base)
}
