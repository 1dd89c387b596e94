import { closedBetween } from '../../../db/incident/closings.ts'
import { duplicatesOf } from '../../../db/incident/duplicates.ts'
import { unreportedCases } from '../../../db/incident/postmortems.ts'
import { relatedTo } from '../../../db/incident/relations.ts'
import { noticesDue } from '../../../db/maintenance/notices.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { DAY, type Instant } from '../../domain/vocabulary.ts'
import { readIncidentPromises } from '../../queries/promise-ledger.ts'
import { startOf } from './days.ts'
import { monthSpan } from './months.ts'
import type { Once } from './once.ts'

/** Calendar months that the page on promises looks back on, this one included. */
const MONTHS = 12
/** Promises reach no further ahead than this. */
const AHEAD = 400 * DAY

/** What documents say of the support plan's promises, as of `now`; each answer is read once. */
export function promiseSnapshot(db: Reader, now: Instant, zone: string, once: Once) {
  const ledgerFrom = startOf(now, { months: 1 - MONTHS }, zone, true)
  return {
    ledgerFrom,
    /** Every promise of the last months, by due time. */
    ledger: () => once('ledger', () => readIncidentPromises(db, { startsAt: ledgerFrom, endsAt: now + AHEAD }, now)),
    /** Those of a month. */
    ledgerIn: (month: string) =>
      once(`ledger ${month}`, () => {
        const { from, until } = monthSpan(month, zone)
        return readIncidentPromises(db, { startsAt: from, endsAt: until }, now)
      }),
    /** Notices of maintenance that fell due in those months. */
    noticesDue: () => once('notices due', () => noticesDue(db, ledgerFrom, now)),
    /** Notices of maintenance by when they fall due. */
    noticesBetween: (from: Instant, until: Instant) => noticesDue(db, from, until),
    related: (id: string) => relatedTo(db, [id]),
    duplicates: (id: string) => duplicatesOf(db, [id]),
    /** Cases that were closed within a time, by when. */
    closedBetween: (from: Instant, until: Instant) => closedBetween(db, from, until),
    /** Incidents that owe a report on their cause. */
    owingPostmortem: () => once('owing postmortem', () => unreportedCases(db)),
  }
}
