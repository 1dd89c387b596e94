import { sql } from 'kysely'
import type { DraftObject } from '../../server/domain/draft/draft.ts'
import { MINUTE } from '../../server/domain/vocabulary.ts'
import type { Reader } from '../schema/index.ts'

/**
 * What is otherwise whenever the desk's board may be: by the newest event, the newest entry of the audit trail (it has
 * every acknowledgement and every rung that was told), and the drafts, whose saves count once a minute. Read along four
 * indexes, however long the history is. `recorded` is of the first two alone.
 */
export async function changeMark(db: Reader): Promise<{ recorded: string; drafts: string }> {
  const { rows } = await sql<{
    event: number | null
    entry: number | null
    drafts: number
    saved: number
    left: number
  }>`
    select (select max(id) from events) as event, (select max(id) from audit) as entry,
      (select count(*) from drafts where state = 'open') as drafts,
      coalesce((select max(updated_at) from drafts where state = 'open'), 0) as saved,
      coalesce((select max(updated_at) from drafts where state = 'discarded'), 0) as "left"`.execute(db)
  const { event, entry, drafts, saved, left } = rows[0] ?? { event: 0, entry: 0, drafts: 0, saved: 0, left: 0 }
  const mark = (...counts: unknown[]) => counts.map((n) => Number(n).toString(36)).join('.')
  return {
    recorded: mark(event ?? 0, entry ?? 0),
    drafts: mark(drafts, Math.floor(Number(saved) / MINUTE), left),
  }
}

/**
 * The newest entry of the audit trail, and whether one since `after` is about an incident or a window, names it, or is
 * of a programme, which may plan the window.
 */
export async function entriesAbout(
  db: Reader,
  { type, id }: DraftObject,
  after: number,
): Promise<{ newest: number; isNew: boolean }> {
  const { rows } = await sql<{ newest: number | null; about: number | null }>`
    select (select max(id) from audit) as newest,
      (select max(id) from audit where id > ${after} and
        (object = ${`${type}/${id}`} or detail like ${`%${id}%`} or object like 'programme/%')) as about`.execute(db)
  return { newest: Number(rows[0]?.newest ?? 0), isNew: (rows[0]?.about ?? null) !== null }
}
