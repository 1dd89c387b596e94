import { createHash } from 'node:crypto'
import { type Allowance, type KnownAllowances, type Taking, takeAll } from '../../server/domain/allowance.ts'
import { DAY, type Instant } from '../../server/domain/vocabulary.ts'
import type { Reader, Trx } from '../schema/index.ts'

/** What is known of the allowances under these keys. Final for whoever holds the writer lock. */
export async function readAllowances(db: Reader, keys: readonly string[]): Promise<KnownAllowances> {
  if (keys.length === 0) return new Map()
  const named = new Map(keys.map((key) => [hashed(key), key]))
  const rows = await db
    .selectFrom('allowances')
    .selectAll()
    .where('key', 'in', [...named.keys()])
    .execute()
  return new Map(rows.map((row) => [named.get(row.key) ?? '', row.whole_at]))
}

/** Could all of these be taken? Nothing is. */
export async function askAllowances(db: Reader, allowances: readonly Allowance[], now: Instant): Promise<Taking> {
  const keys = allowances.map(({ key }) => key)
  return takeAll(await readAllowances(db, keys), allowances, now)
}

/** Remembers when allowances are whole again. The caller has read them under the writer lock, in this transaction. */
export async function keepAllowances(trx: Trx, wholeAt: KnownAllowances): Promise<void> {
  if (wholeAt.size === 0) return
  await trx
    .insertInto('allowances')
    .values([...wholeAt].map(([key, at]) => ({ key: hashed(key), whole_at: at })))
    .onConflict((conflict) => conflict.column('key').doUpdateSet((e) => ({ whole_at: e.ref('excluded.whole_at') })))
    .execute()
}

/** Longer than any limit: what is whole only after that was written by a clock that was ahead, and does not count. */
const TOO_FAR = 2 * DAY

/** Deletes the allowances that are whole. */
export async function deleteWholeAllowances(trx: Trx, now: Instant): Promise<void> {
  await trx
    .deleteFrom('allowances')
    .where((e) => e.or([e('whole_at', '<=', now), e('whole_at', '>', now + TOO_FAR)]))
    .execute()
}

/** The keys name networks and mailboxes, which nobody needs to read here. */
function hashed(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 22)
}
