import { sql } from 'kysely'
import type { Timeline } from '../../server/domain/promise/ledger.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'
import { type Posted, withPostedAt } from './posted.ts'
import { postmortemsOf } from './postmortems.ts'

/**
 * The complete timelines of all public incidents with a promise due in `from` ≤ t < `to`, in the order of their opening,
 * for `ledgerBetween`. The cost depends only on the incidents in the range.
 */
export async function timelinesBetween(db: Reader, { from, to }: { from: Instant; to: Instant }): Promise<Timeline[]> {
  const promising = db
    .selectFrom('updates')
    .select('incident_id as id')
    .where('due_at', '>=', from)
    .where('due_at', '<', to)
    .union(
      db
        .selectFrom('updates')
        .select('incident_id as id')
        .where('report_due_at', '>=', from)
        .where('report_due_at', '<', to),
    )
    .union(
      db.selectFrom('incidents').select('id').where('response_due_at', '>=', from).where('response_due_at', '<', to),
    )
  return timelines(db, await incidents(db).where('drill', '=', 0).where('id', 'in', promising).execute())
}

/** The timelines of some incidents, including drills, in the order of their opening. */
export async function timelinesOf(db: Reader, ids: readonly string[]): Promise<Timeline[]> {
  if (ids.length === 0) return []
  return timelines(db, await incidents(db).where('id', 'in', ids).execute())
}

function incidents(db: Reader) {
  return db
    .selectFrom('incidents')
    .select(['id', 'title', 'priority', 'opened_at', 'response_due_at', 'response_under'])
    .orderBy('opened_at')
    .orderBy('id')
}

type Promising = Pick<
  Row<'incidents'>,
  'id' | 'title' | 'priority' | 'opened_at' | 'response_due_at' | 'response_under'
>

/** The number of parameters of a statement is limited (SQLite: 32,766). */
const SLICE = 5000

async function timelines(db: Reader, rows: readonly Promising[]): Promise<Timeline[]> {
  const made: Timeline[] = []
  for (let start = 0; start < rows.length; start += SLICE) {
    const slice = rows.slice(start, start + SLICE)
    const ids = slice.map((row) => row.id)
    const reports = new Map((await postmortemsOf(db, ids)).map((report) => [report.incident_id, report.published_at]))
    const updates = await db
      .selectFrom('updates')
      .select(['id', 'incident_id', 'created_at', 'due_at', 'basis', 'promised_under', 'report_due_at'])
      .where('incident_id', 'in', ids)
      .orderBy('incident_id')
      .orderBy('sequence')
      .execute()
    const byIncident = Map.groupBy(await withPostedAt(db, updates), (update) => update.incident_id)
    made.push(...slice.map((row) => timelineOf(row, byIncident.get(row.id) ?? [], reports.get(row.id) ?? null)))
  }
  return made
}

type PromiseRow = Pick<
  Posted<Row<'updates'>>,
  'id' | 'posted_at' | 'due_at' | 'basis' | 'promised_under' | 'report_due_at'
>

/** The timeline that promises are read from. `updates` are in the order in which they were posted. */
export function timelineOf(row: Promising, updates: readonly PromiseRow[], reportedAt: Instant | null): Timeline {
  return {
    incidentId: row.id,
    title: row.title,
    openedAt: row.opened_at,
    responseDueAt: row.response_due_at,
    responseUnder: row.response_under,
    reportedAt,
    updates: updates.map(({ id, posted_at, due_at, basis, promised_under, report_due_at }) => ({
      id,
      at: posted_at,
      dueAt: due_at,
      basis,
      reportDueAt: report_due_at,
      priority: promised_under ?? row.priority,
    })),
  }
}

/** Was this ever promised: is it known as a promise, or named after something that was due or asked at that instant? */
export async function wasPromised(db: Reader, promiseId: string): Promise<boolean> {
  const { rows } = await sql`
    select id from updates where id = ${promiseId} and (due_at is not null or report_due_at is not null)
    union all select id from incidents where id = ${promiseId}
    union all select promise_id from acknowledgements where promise_id = ${promiseId}
    union all select promise_id from rungs where promise_id = ${promiseId}
    limit 1`.execute(db)
  return rows.length > 0 || wasNamed(db, promiseId)
}

/** Of ids as `noticeId` makes them, and of cases that nobody answered. */
async function wasNamed(db: Reader, promiseId: string): Promise<boolean> {
  const parts = promiseId.split('.')
  const [stamp = '', key = ''] = parts.splice(-2).reverse()
  const at = /^[0-9a-z]{1,9}$/.test(stamp) ? Number.parseInt(stamp, 36) : Number.NaN
  if (at.toString(36) !== stamp) return false
  const { rows } = await momentsOf(parts.join('.'), key, at).execute(db)
  return rows.length > 0
}

/** What was due at that instant, or asked: one row or none. */
function momentsOf(id: string, key: string, at: Instant) {
  const notices = sql`select key from maintenance_notices where maintenance_id = ${id} and due_at = ${at}`
  const updates = sql`select id from maintenance_updates where maintenance_id = ${id}`
  switch (key) {
    case 'no_answer':
      return sql`select id from updates where incident_id = ${id} and created_at = ${at}
        union all select id from incidents where id = ${id} and (asked_at = ${at} or answered_at = ${at})
        union all select update_id from events where incident_id = ${id} and at = ${at} limit 1`
    case 'end':
      return sql`${notices} and key = 'end'
        union all select id from maintenances where id = ${id} and ends_at = ${at}
        union all ${updates} and (ends_at = ${at} or previous_ends_at = ${at}) limit 1`
    case 'details':
      return sql`${notices}
        union all select id from maintenances where id = ${id} and starts_at = ${at}
        union all ${updates} and (starts_at = ${at} or previous_starts_at = ${at}) limit 1`
    default:
      return sql`${notices} and key = ${key} limit 1`
  }
}

export async function insertAcknowledgement(trx: Trx, row: NewRow<'acknowledgements'>): Promise<void> {
  await trx.insertInto('acknowledgements').values(row).execute()
}

export async function findAcknowledgement(db: Reader, id: string): Promise<Row<'acknowledgements'>> {
  return db.selectFrom('acknowledgements').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

/** The acknowledgements of some promises, latest first. */
export async function acknowledgementsOf(
  db: Reader,
  promiseIds: readonly string[],
): Promise<Row<'acknowledgements'>[]> {
  if (promiseIds.length === 0) return []
  return db
    .selectFrom('acknowledgements')
    .selectAll()
    .where('promise_id', 'in', promiseIds)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** Promises about an incident or a window that somebody has acknowledged, in no particular order. */
export async function acknowledgedAbout(
  db: Reader,
  { type, id }: { type: 'incident' | 'maintenance'; id: string },
): Promise<string[]> {
  const column = type === 'incident' ? 'incident_id' : 'maintenance_id'
  const rows = await db.selectFrom('acknowledgements').select('promise_id').distinct().where(column, '=', id).execute()
  return rows.map((row) => row.promise_id)
}
