import { pruneDeliveries } from '../../db/delivery-reports.ts'
import { write } from '../../db/open.ts'
import type { Db } from '../../db/schema.ts'
import { forgetAnswers, forgetUnconfirmed } from '../../db/tidy.ts'
import { DAY, type Instant } from '../domain/vocabulary.ts'

const KEPT = { unconfirmed: 2 * DAY, answers: DAY, deliveries: 90 * DAY }

/** Forgets what nobody needs any more: unconfirmed addresses, kept answers, records of messages of last season. */
export async function tidy(db: Db, now: Instant): Promise<void> {
  await write(db, async (trx) => {
    await forgetUnconfirmed(trx, now - KEPT.unconfirmed)
    await forgetAnswers(trx, now - KEPT.answers)
  })
  // In small transactions: nobody who posts waits for the cleaning.
  while ((await write(db, (trx) => pruneDeliveries(trx, now - KEPT.deliveries))) > 0);
}
