import { setImmediate as others } from 'node:timers/promises'
import { forgetQuestions } from '../../../db/delivery/events.ts'
import { forgetReports } from '../../../db/delivery/mail-reports.ts'
import { pruneDeliveries } from '../../../db/delivery/reports.ts'
import { deleteOldDrafts } from '../../../db/draft/drafts.ts'
import { write } from '../../../db/open.ts'
import type { Db, Trx } from '../../../db/schema/index.ts'
import { deleteOverSessions } from '../../../db/staff/sessions.ts'
import { deleteOldSetupLinks } from '../../../db/staff/setup-links.ts'
import { hashAddresses } from '../../../db/subscription/forgotten.ts'
import { forgetPlans, forgetSilent, forgetUnconfirmed } from '../../../db/subscription/tidy.ts'
import { deleteWholeAllowances } from '../../../db/system/allowances.ts'
import { deleteResponses } from '../../../db/system/idempotency.ts'
import type { ChannelKind } from '../../channels/kind.ts'
import { CHANNEL_KINDS } from '../../channels/kinds.ts'
import { DRAFTS_KEPT } from '../../domain/draft/draft.ts'
import { UNDO_WITHIN } from '../../domain/subscription/leaving.ts'
import { DAY, type Instant } from '../../domain/vocabulary.ts'

const KEPT = {
  unconfirmed: 2 * DAY,
  responses: DAY,
  deliveries: 90 * DAY,
  setupLinks: 7 * DAY,
  /** As long as mails that came back are counted. */
  mailReports: 31 * DAY,
  waitingReports: DAY,
}

/**
 * Deletes what is no longer needed: addresses as their channel says, what strangers asked for and how often, stored
 * responses, old deliveries, drafts that nobody goes on with, sessions that are over, old links of accounts.
 */
export async function tidy(db: Db, now: Instant, kinds: readonly ChannelKind[] = CHANNEL_KINDS): Promise<void> {
  await write(db, async (trx) => {
    await forgetUnconfirmed(trx, now - KEPT.unconfirmed)
    await forgetQuestions(trx, now - KEPT.unconfirmed)
    await forgetPlans(trx, { left: now - UNDO_WITHIN, moving: now - DAY })
    await deleteWholeAllowances(trx, now)
    await deleteResponses(trx, now - KEPT.responses)
    await deleteOldDrafts(trx, { open: now - DRAFTS_KEPT.open, ended: now - DRAFTS_KEPT.ended })
    await deleteOverSessions(trx, now)
    await deleteOldSetupLinks(trx, now - KEPT.setupLinks)
    await forgetReports(trx, { before: now - KEPT.mailReports, waiting: now - KEPT.waitingReports, now })
  })
  for (const kind of kinds) await forgetGone(db, kind, now)
  await untilNone(db, (trx) => pruneDeliveries(trx, now - KEPT.deliveries))
}

async function forgetGone(db: Db, { name, forgetsAddress: rule }: ChannelKind, now: Instant): Promise<void> {
  if (rule.keeps === 'hash') return untilNone(db, (trx) => hashAddresses(trx, name, now - rule.after))
  await write(db, (trx) => forgetSilent(trx, name, { off: now - rule.after, unseen: now - rule.silentFor, now }))
}

/** In small transactions with a pause after each, so that nobody has to wait for the clean-up. */
async function untilNone(db: Db, some: (trx: Trx) => Promise<number>): Promise<void> {
  while ((await write(db, some)) > 0) await others()
}
