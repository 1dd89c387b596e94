import { createHash } from 'node:crypto'
import type { Instant } from '../../server/domain/vocabulary.ts'
import { fingerprintOf } from '../../server/lib/secret-key.ts'
import type { Reader, Row, Trx } from '../schema/index.ts'
import { appendKeyed, auditSlices, contentOf, FINGERPRINT, keyedHash, lastAuditEntry, plainHash } from './audit.ts'
import { auditKeyFrom } from './audit-key.ts'
import { readSetting, replaceSetting } from './settings.ts'

/** The object of the entries that tell of another key. */
export const AUDIT_CHAIN = 'audit/chain'

/** The detail of such an entry. */
export interface KeyChange {
  fingerprint: string
  /** The entries under keys that cannot be checked any more, with SHA-256 over what they said at that moment. */
  former: { from: number; to: number; digest: string } | null
}

/** What a database knows of the key that it was set up with. */
export interface KnownKey {
  /** Null if somebody deleted it; then the last entry under the key is all there is to go by. */
  fingerprint: string | null
  is(secretKey: string): boolean
}

/** The key that the database was set up with; null if it has seen none yet. */
export async function knownKey(db: Reader): Promise<KnownKey | null> {
  const fingerprint = await readSetting(db, FINGERPRINT)
  if (fingerprint !== null) return { fingerprint, is: (key) => fingerprintOf(key) === fingerprint }
  const last = await lastKeyedEntry(db)
  return last && { fingerprint, is: (key) => keyedHash(auditKeyFrom(key), last) === last.hash }
}

/** The newest entry that was not written without a key. Until a database has a key, it goes through the whole trail. */
async function lastKeyedEntry(db: Reader): Promise<Row<'audit'> | null> {
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const older = db.selectFrom('audit').selectAll().where('id', '<', before)
    const rows = await older.orderBy('id', 'desc').limit(1000).execute()
    const keyed = rows.find((row) => row.hash !== plainHash(row))
    const oldest = rows.at(-1)
    if (keyed || !oldest) return keyed ?? null
    before = oldest.id
  }
}

/**
 * Makes this the database's key from now on. Entries that are there stay as they are: the first one under the key
 * anchors them, so that rewriting them is noticed. The caller holds the writer lock.
 */
export async function bindSecretKey(trx: Trx, secretKey: string, actor: string, at: Instant): Promise<void> {
  const key = auditKeyFrom(secretKey)
  const { fingerprint } = key
  const before = await knownKey(trx)
  await replaceSetting(trx, FINGERPRINT, fingerprint)
  // Only its fingerprint was missing: the entries that are there go on.
  if (before?.is(secretKey)) return
  const last = await lastAuditEntry(trx)
  if (!last) return
  const detail: KeyChange = { fingerprint, former: before ? await formerEntries(trx, last.id) : null }
  const entry = { at, actor, action: 'audit.key', object: AUDIT_CHAIN, detail }
  // What stands there was written without a key, or with one that is gone: it is all there is to go by.
  await appendKeyed(trx, key, entry, () => true)
}

/** Everything behind the plain entries that the chain began with, if it did. */
async function formerEntries(db: Reader, to: number): Promise<KeyChange['former']> {
  const from = await firstKeyed(db)
  const digest = createHash('sha256')
  for await (const rows of auditSlices(db, from - 1)) for (const row of rows) digest.update(contentOf(row))
  return { from, to, digest: digest.digest('hex') }
}

async function firstKeyed(db: Reader): Promise<number> {
  const first = await db.selectFrom('audit').selectAll().orderBy('id').limit(1).executeTakeFirst()
  if (!first || first.hash !== plainHash(first)) return 1
  const change = await db
    .selectFrom('audit')
    .select((e) => e.fn.min('id').as('id'))
    .where('object', '=', AUDIT_CHAIN)
    .executeTakeFirst()
  return change?.id ?? 1
}
