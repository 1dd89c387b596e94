import { createHash } from 'node:crypto'
import type { AuditLine } from '../../server/domain/audit.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader, Row, Trx } from '../schema/index.ts'
import { readSetting, replaceSetting } from './settings.ts'

interface AuditEntry {
  at: Instant
  actor: string
  /** A verb: `incident.open`, `token.create`. */
  action: string
  /** What it was done to: `incident/k3j…`. */
  object: string
  detail: unknown
}

/** The setting with the last entry, so that a chain that was cut short is recognised. */
const HEAD = 'audit-head'

const BEFORE_THE_FIRST = '0'.repeat(64)

/** Appends to the chain. The caller holds the writer lock, so the previous entry is final. */
export async function appendAudit(trx: Trx, entry: AuditEntry): Promise<void> {
  const last = await trx.selectFrom('audit').select(['id', 'hash']).orderBy('id', 'desc').limit(1).executeTakeFirst()
  const row = {
    id: (last?.id ?? 0) + 1,
    ...entry,
    detail: JSON.stringify(entry.detail ?? null),
    previous_hash: last?.hash ?? BEFORE_THE_FIRST,
  }
  const hash = chainHash(row)
  await trx
    .insertInto('audit')
    .values({ ...row, hash })
    .execute()
  await replaceSetting(trx, HEAD, headOf(row.id, hash))
}

function headOf(id: number, hash: string): string {
  return `${id} ${hash}`
}

/** Entries in the order of the chain behind `after` (an entry's id), of one object (`incident/k3j…`) if named. */
export async function listAudit(
  db: Reader,
  { after, limit, object }: { after?: number; limit: number; object?: string },
): Promise<AuditLine[]> {
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .where('id', '>', after ?? 0)
    .$if(object !== undefined, (query) => query.where('object', '=', object as string))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ previous_hash: previousHash, detail, ...row }) => ({
    ...row,
    detail: JSON.parse(detail),
    previousHash,
  }))
}

function chainHash(row: Omit<Row<'audit'>, 'hash'>): string {
  const { id, at, actor, action, object, detail, previous_hash } = row
  return createHash('sha256')
    .update(JSON.stringify([previous_hash, id, at, actor, action, object, detail]))
    .digest('hex')
}

/** Verifies the chain. Returns the id of the first entry that is wrong, or missing at the end; null if all are right. */
export async function firstBrokenAudit(db: Reader): Promise<number | null> {
  let previous = BEFORE_THE_FIRST
  for (let last = 0; ; ) {
    const rows = await db.selectFrom('audit').selectAll().where('id', '>', last).orderBy('id').limit(1000).execute()
    if (rows.length === 0) return (await endsAt(db, last, previous)) ? null : last + 1
    for (const row of rows) {
      if (row.id !== last + 1 || row.previous_hash !== previous || row.hash !== chainHash(row)) return row.id
      previous = row.hash
      last = row.id
    }
  }
}

async function endsAt(db: Reader, id: number, hash: string): Promise<boolean> {
  return (await readSetting(db, HEAD)) === (id === 0 ? null : headOf(id, hash))
}
