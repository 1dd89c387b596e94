import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { messageOf } from '../../server/lib/error-code.ts'
import type { Trx } from '../schema/index.ts'
import { BackupRefused } from '../system/backup.ts'

/** How many rows, and one number over all that is in them, in whatever order they come. */
export interface Tally {
  rows: number
  checksum: string
}

// So much is in memory at once: rows, and characters of their JSON.
const ROWS = 2_000
const CHARACTERS = 4_000_000

/** Writes rows into a table that is there, and counts what it read. */
export async function copyTable(
  trx: Trx,
  table: string,
  columns: readonly string[],
  rows: Iterable<unknown[]>,
): Promise<Tally> {
  const tally = newTally()
  let slice: string[] = []
  let size = 0
  const flush = async () => {
    if (slice.length > 0) await insert(trx, table, columns, `[${slice.join(',')}]`)
    slice = []
    size = 0
  }
  for (const row of rows) {
    tally.add(row)
    const json = JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, asJson(row[index])])))
    slice.push(json)
    size += json.length
    if (slice.length >= ROWS || size >= CHARACTERS) await flush()
  }
  await flush()
  return tally.sum()
}

/** PostgreSQL reads each value as its column wants it: as one parameter however many rows there are. */
async function insert(trx: Trx, table: string, columns: readonly string[], json: string): Promise<void> {
  const names = sql.join(columns.map((column) => sql.ref(column)))
  try {
    await sql`insert into ${sql.table(table)} (${names})
      select ${names} from json_populate_recordset(null::${sql.table(table)}, cast(${json} as json))`.execute(trx)
  } catch (error) {
    const why = messageOf(error)
    throw new BackupRefused(`PostgreSQL does not take a row of ${table}: ${why}. Nothing was changed.`, {
      cause: error,
    })
  }
}

/** Counts what is in a table, read through a cursor. */
export async function readBack(trx: Trx, table: string, columns: readonly string[]): Promise<Tally> {
  const tally = newTally()
  const names = sql.join(columns.map((column) => sql.ref(column)))
  await sql`declare moved no scroll cursor for select ${names} from ${sql.table(table)}`.execute(trx)
  for (;;) {
    const { rows } = await sql<Record<string, unknown>>`fetch ${sql.lit(ROWS)} from moved`.execute(trx)
    if (rows.length === 0) break
    for (const row of rows) tally.add(columns.map((column) => row[column]))
  }
  await sql`close moved`.execute(trx)
  return tally.sum()
}

const WHOLE = 2n ** 256n

/** The sum of the hashes of all rows: the same in any order, and another one if a row is there twice. */
function newTally() {
  let rows = 0
  let total = 0n
  return {
    add: (row: readonly unknown[]) => {
      rows++
      const hash = createHash('sha256')
        .update(JSON.stringify(row.map(asJson)))
        .digest('hex')
      total = (total + BigInt(`0x${hash}`)) % WHOLE
    },
    sum: (): Tally => ({ rows, checksum: total.toString(16).padStart(64, '0').slice(0, 16) }),
  }
}

/** Bytes as PostgreSQL writes them. */
function asJson(value: unknown): unknown {
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value
}
