import { setImmediate as others } from 'node:timers/promises'
import { pruneDeliveries } from '../../../db/delivery/reports.ts'
import { write } from '../../../db/open.ts'
import type { Db, Trx } from '../../../db/schema/index.ts'
import { forgetAddresses } from '../../../db/subscription/forgotten.ts'
import { forgetBrowsers, forgetUnconfirmed } from '../../../db/subscription/tidy.ts'
import { deleteResponses } from '../../../db/system/idempotency.ts'
import { DAY, type Instant } from '../../domain/vocabulary.ts'

const KEPT = {
  unconfirmed: 2 * DAY,
  responses: DAY,
  deliveries: 90 * DAY,
  /** Addresses of subscribers that were switched off, in plain text. */
  addresses: 30 * DAY,
  /** Browsers that were switched off: until then one that renews its subscription may still return with its token. */
  deadBrowsers: 180 * DAY,
  /** Browsers not heard of. Longer than a year, so that following a platform without incidents does not expire. */
  silentBrowsers: 400 * DAY,
}

/** Deletes what is no longer needed: addresses, browsers, stored responses, old deliveries. */
export async function tidy(db: Db, now: Instant): Promise<void> {
  await write(db, async (trx) => {
    await forgetUnconfirmed(trx, now - KEPT.unconfirmed)
    await forgetBrowsers(trx, { off: now - KEPT.deadBrowsers, unseen: now - KEPT.silentBrowsers, now })
    await deleteResponses(trx, now - KEPT.responses)
  })
  await untilNone(db, (trx) => forgetAddresses(trx, now - KEPT.addresses))
  await untilNone(db, (trx) => pruneDeliveries(trx, now - KEPT.deliveries))
}

/** In small transactions with a pause after each, so that nobody has to wait for the clean-up. */
async function untilNone(db: Db, some: (trx: Trx) => Promise<number>): Promise<void> {
  while ((await write(db, some)) > 0) await others()
}
