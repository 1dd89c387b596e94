import { setImmediate as others } from 'node:timers/promises'
import { pruneDeliveries } from '../../../db/delivery/reports.ts'
import { write } from '../../../db/open.ts'
import type { Db, Trx } from '../../../db/schema/index.ts'
import { hashAddresses } from '../../../db/subscription/forgotten.ts'
import { forgetAnswers, forgetSilent, forgetUnconfirmed } from '../../../db/subscription/tidy.ts'
import type { ChannelKind } from '../../channels/kind.ts'
import { CHANNEL_KINDS } from '../../channels/kinds.ts'
import { DAY, type Instant } from '../../domain/vocabulary.ts'

const KEPT = {
  unconfirmed: 2 * DAY,
  answers: DAY,
  deliveries: 90 * DAY,
}

/** Forgets what nobody needs any more: addresses as their channel says, kept answers, old records of messages. */
export async function tidy(db: Db, now: Instant, kinds: readonly ChannelKind[] = CHANNEL_KINDS): Promise<void> {
  await write(db, async (trx) => {
    await forgetUnconfirmed(trx, now - KEPT.unconfirmed)
    await forgetAnswers(trx, now - KEPT.answers)
  })
  for (const kind of kinds) await forgetGone(db, kind, now)
  await untilNone(db, (trx) => pruneDeliveries(trx, now - KEPT.deliveries))
}

async function forgetGone(db: Db, { name, forgetsAddress: rule }: ChannelKind, now: Instant): Promise<void> {
  if (rule.keeps === 'hash') return untilNone(db, (trx) => hashAddresses(trx, name, now - rule.after))
  await write(db, (trx) => forgetSilent(trx, name, { off: now - rule.after, unseen: now - rule.silentFor, now }))
}

/** In small transactions, and with a turn for everybody else after each: nobody waits for the cleaning. */
async function untilNone(db: Db, some: (trx: Trx) => Promise<number>): Promise<void> {
  while ((await write(db, some)) > 0) await others()
}
