import { createHash, createHmac } from 'node:crypto'
import { setImmediate as others } from 'node:timers/promises'
import type { AuditLine } from '../../server/domain/audit.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader, Row, Trx } from '../schema/index.ts'
import { type AuditKey, auditKeyOf } from './audit-key.ts'
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

/** An entry and its hash: whoever knows both from elsewhere can tell whether the trail up to there is still the same. */
export interface AuditHead {
  id: number
  hash: string
}

/** The setting with the last entry, `<id> <hash> <HMAC of both>`, so that a chain that was cut short is recognised. */
const HEAD = 'audit-head'

/** The setting by which a database knows its key. */
export const FINGERPRINT = 'secret-key-fingerprint'

/** The database was given another key since this process began. */
export class SecretKeyReplaced extends Error {
  override message = 'the database has another secret key since this process began: restart it with that key'
}

export const BEFORE_THE_FIRST = '0'.repeat(64)

/** Appends to the chain. The caller holds the writer lock, so the previous entry is final. */
export async function appendAudit(trx: Trx, entry: AuditEntry): Promise<void> {
  const key = auditKeyOf(trx)
  if (!key) throw new Error('the audit trail cannot be written without the secret key')
  if (((await readSetting(trx, FINGERPRINT)) ?? key.fingerprint) !== key.fingerprint) throw new SecretKeyReplaced()
  await appendKeyed(trx, key, entry, (setting, head) => setting === keyedHead(key, head))
}

/**
 * Appends an entry under `key`. It follows what the setting says was the last entry, if `trusts` says so: entries that
 * somebody cut off stay missed, whatever is recorded after them.
 */
export async function appendKeyed(
  trx: Trx,
  key: AuditKey,
  entry: AuditEntry,
  trusts: (setting: string, head: AuditHead) => boolean,
): Promise<void> {
  const last = await lastAuditEntry(trx)
  const setting = (await readSetting(trx, HEAD)) ?? ''
  const [id, told = ''] = setting.split(' ')
  const head = { id: Number(id), hash: told }
  const row = {
    id: (last?.id ?? 0) + 1,
    ...entry,
    detail: JSON.stringify(entry.detail ?? null),
    previous_hash: previousHash(key, last, trusts(setting, head) ? head : null),
  }
  const hash = keyedHash(key, row)
  await trx
    .insertInto('audit')
    .values({ ...row, hash })
    .execute()
  await replaceSetting(trx, HEAD, keyedHead(key, { id: row.id, hash }))
}

/** Where the setting is gone or old, the entry follows nothing that exists, and verifying shows it. */
function previousHash(key: AuditKey, last: AuditHead | null, head: AuditHead | null): string {
  if (head && head.id >= (last?.id ?? 1)) return head.hash
  return last === null ? BEFORE_THE_FIRST : macOf(key, `headless ${last.hash}`)
}

/** The last entry that is there; null if there is none. */
export async function lastAuditEntry(db: Reader): Promise<AuditHead | null> {
  const last = await db.selectFrom('audit').select(['id', 'hash']).orderBy('id', 'desc').limit(1).executeTakeFirst()
  return last ?? null
}

/** The hash of one entry; null if it is not there. */
export async function auditHashOf(db: Reader, id: number): Promise<string | null> {
  const row = await db.selectFrom('audit').select('hash').where('id', '=', id).executeTakeFirst()
  return row?.hash ?? null
}

/** The newest entries about these objects, the newest first. */
export async function newestAudit(db: Reader, objects: readonly string[], limit: number): Promise<AuditLine[]> {
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .where('object', 'in', objects)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(asLine)
}

/** An entry as it is read. */
export function asLine({ previous_hash: previousHash, detail, ...row }: Row<'audit'>): AuditLine {
  return { ...row, detail: JSON.parse(detail), previousHash }
}

/** Who did the last thing of a kind (`maintenance`: `maintenance.started` and so on) to an object; null if nobody did. */
export async function lastActor(db: Reader, object: string, kind: string): Promise<string | null> {
  const last = await db
    .selectFrom('audit')
    .select('actor')
    .where('object', '=', object)
    .where('action', 'like', `${kind}.%`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.actor ?? null
}

/** Entries of one kind about these objects (`token/k3j…`), in the order of the chain. */
export async function auditOf(
  db: Reader,
  action: string,
  objects: readonly string[],
): Promise<Pick<AuditLine, 'id' | 'actor' | 'object' | 'detail'>[]> {
  if (objects.length === 0) return []
  const rows = await db
    .selectFrom('audit')
    .select(['id', 'actor', 'object', 'detail'])
    .where('object', 'in', objects)
    .where('action', '=', action)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) }))
}

/** All entries in order, in slices however many there are; others have their turn between them. */
export async function* auditSlices(db: Reader, after = 0): AsyncGenerator<Row<'audit'>[]> {
  for (let last = after; ; ) {
    const rows = await db.selectFrom('audit').selectAll().where('id', '>', last).orderBy('id').limit(1000).execute()
    const end = rows.at(-1)
    if (!end) return
    yield rows
    last = end.id
    await others()
  }
}

/** Is the setting what the chain's end says? Before there was a key it held no HMAC. */
export async function headIs(db: Reader, key: AuditKey | null, head: AuditHead | null): Promise<boolean> {
  const expected = head && (key ? keyedHead(key, head) : `${head.id} ${head.hash}`)
  return (await readSetting(db, HEAD)) === expected
}

function keyedHead(key: AuditKey, { id, hash }: AuditHead): string {
  return `${id} ${hash} ${macOf(key, `${id} ${hash}`)}`
}

function macOf({ bytes }: AuditKey, text: string): string {
  return createHmac('sha256', bytes).update(text).digest('hex')
}

/** What an entry's hash is made of. */
export function contentOf(row: Omit<Row<'audit'>, 'hash'>): string {
  const { id, at, actor, action, object, detail, previous_hash } = row
  return JSON.stringify([previous_hash, id, at, actor, action, object, detail])
}

/** The hash of an entry, which only those who have the key can make. */
export function keyedHash(key: AuditKey, row: Omit<Row<'audit'>, 'hash'>): string {
  return macOf(key, contentOf(row))
}

/** The hash of an entry from before there was a key. */
export function plainHash(row: Omit<Row<'audit'>, 'hash'>): string {
  return createHash('sha256').update(contentOf(row)).digest('hex')
}
