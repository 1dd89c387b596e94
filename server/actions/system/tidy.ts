import { setImmediate as others } from 'node:timers/promises'
import { pruneDeliveries } from '../../../db/delivery/reports.ts'
import { write } from '../../../db/open.ts'
import type { Db, Trx } from '../../../db/schema/index.ts'
import { forgetAddresses } from '../../../db/subscription/forgotten.ts'
import { forgetAnswers, forgetBrowsers, forgetUnconfirmed } from '../../../db/subscription/tidy.ts'
import { DAY, type Instant } from '../../domain/vocabulary.ts'

const KEPT = {
  unconfirmed: 2 * DAY,
  answers: DAY,
  deliveries: 90 * DAY,
  /** Addresses that were switched off, in plain text. */
  addresses: 30 * DAY,
  /** Browsers that were switched off: a renewed one may still come back with its token. */
  deadBrowsers: 180 * DAY,
  /** Longer than a year, so that following a platform on which nothing happens does not end by itself. */
  silentBrowsers: 400 * DAY,
}

/** Forgets what nobody needs any more: addresses, browsers, kept answers, records of messages of last season. */
export async function tidy(db: Db, now: Instant): Promise<void> {
  await write(db, async (trx) => {
    await forgetUnconfirmed(trx, now - KEPT.unconfirmed)
    await forgetBrowsers(trx, { off: now - KEPT.deadBrowsers, unseen: now - KEPT.silentBrowsers, now })
    await forgetAnswers(trx, now - KEPT.answers)
  })
  await untilNone(db, (trx) => forgetAddresses(trx, now - KEPT.addresses))
  await untilNone(db, (trx) => pruneDeliveries(trx, now - KEPT.deliveries))
}

/** In small transactions, and with a turn for everybody else after each: nobody waits for the cleaning. */
async function untilNone(db: Db, some: (trx: Trx) => Promise<number>): Promise<void> {
  while ((await write(db, some)) > 0) await others()
}
