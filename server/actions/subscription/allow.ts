import type { Trx } from '../../../db/schema/index.ts'
import { askAllowances, keepAllowances } from '../../../db/system/allowances.ts'
import type { Allowance } from '../../domain/allowance.ts'
import { limited, ok, type Result } from '../../domain/refusal.ts'
import type { Instant } from '../../domain/vocabulary.ts'

/**
 * Takes allowances in the transaction of what they permit: if that is refused for another reason, they are taken back.
 * A refusal if one of them is used up. Under the writer lock this is exact, however many ask at once.
 */
export async function allow(trx: Trx, allowances: readonly Allowance[], now: Instant): Promise<Result<null>> {
  const taking = await askAllowances(trx, allowances, now)
  if (!taking.ok) return limited(taking.wait)
  await keepAllowances(trx, taking.wholeAt)
  return ok(null)
}
