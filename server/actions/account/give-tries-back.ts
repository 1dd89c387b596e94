import type { Trx } from '../../../db/schema/index.ts'
import { keepAllowances, readAllowances } from '../../../db/system/allowances.ts'
import { type Allowance, giveBack } from '../../domain/allowance.ts'
import type { Instant } from '../../domain/vocabulary.ts'

/** A try that was right does not count. */
export async function giveTriesBack(trx: Trx, tries: readonly Allowance[], now: Instant): Promise<void> {
  const keys = tries.map(({ key }) => key)
  await keepAllowances(trx, giveBack(await readAllowances(trx, keys), tries, now))
}
