import { type SelectQueryBuilder, sql } from 'kysely'
import type { AuditFilter, AuditLine } from '../../server/domain/audit.ts'
import type { Reader, Row, Schema } from '../schema/index.ts'
import { asLine } from '../system/audit.ts'

/** Entries in the order of the chain behind `after` (an entry's id), of those that the filter lets pass. */
export async function listAudit(
  db: Reader,
  { after = 0, limit, ...filter }: AuditFilter & { after?: number; limit: number },
): Promise<AuditLine[]> {
  const found = await filtered(db, filter)
  const rows = await found?.where('id', '>', after).orderBy('id').limit(limit).execute()
  return (rows ?? []).map(asLine)
}

/** The same, the newest first, from before `before` on. */
export async function listNewestAudit(
  db: Reader,
  { before, limit, ...filter }: AuditFilter & { before?: number; limit: number },
): Promise<AuditLine[]> {
  const found = await filtered(db, filter)
  const rows = await found
    ?.$if(before !== undefined, (query) => query.where('id', '<', before as number))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return (rows ?? []).map(asLine)
}

type Query = SelectQueryBuilder<Schema, 'audit', Row<'audit'>>

/** Null if nothing can be found. */
async function filtered(db: Reader, { actor, action, objects, from, until }: AuditFilter): Promise<Query | null> {
  let query: Query = db.selectFrom('audit').selectAll()
  if (actor !== undefined) query = query.where('actor', '=', actor)
  if (action?.includes('.')) query = query.where('action', '=', action)
  else if (action !== undefined) query = query.where('action', 'like', `${action.replaceAll(/[\\%_]/g, '')}.%`)
  if (objects !== undefined) query = query.where('object', 'in', objects)
  if (from === undefined && until === undefined) return query
  const [since, end] = [from ?? 0, until ?? Number.MAX_SAFE_INTEGER]
  // Clocks may be set back, so the order is not that of the times; but all of a period lies between two entries, and
  // they are found by the index alone. Without the plus, a long period would be sorted whole for one page of it.
  const ends = await db
    .selectFrom('audit')
    .select((e) => [e.fn.min('id').as('first'), e.fn.max('id').as('last')])
    .where('at', '>=', since)
    .where('at', '<', end)
    .executeTakeFirstOrThrow()
  if (ends.first === null) return null
  return query
    .where('id', '>=', ends.first)
    .where('id', '<=', ends.last)
    .where(sql<boolean>`+${sql.ref('at')} >= ${since} and +${sql.ref('at')} < ${end}`)
}

/** Everybody who ever acted, each found by one step along the index. */
export async function auditActors(db: Reader, most: number): Promise<string[]> {
  const { rows } = await sql<{ actor: string }>`
    with recursive known(actor) as (
      select min(actor) from audit
      union all
      select (select min(audit.actor) from audit where audit.actor > known.actor) from known where known.actor is not null
    )
    select actor from known where actor is not null limit ${most}`.execute(db)
  return rows.map(({ actor }) => actor)
}

/** When an entry was made; null if it is not there. */
export async function auditTimeOf(db: Reader, id: number): Promise<number | null> {
  const row = await db.selectFrom('audit').select('at').where('id', '=', id).executeTakeFirst()
  return row?.at ?? null
}
