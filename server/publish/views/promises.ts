import { timelineOf } from '../../../db/incident/promises.ts'
import { fieldFor, titleFor } from '../../../src/i18n/wording.ts'
import type { NoticeFigures, UnkeptNotice } from '../../../src/views/promises.ts'
import type { PromiseRecord, PromisesView } from '../../../src/views.ts'
import { type NoticePromise, noticeStanding } from '../../domain/maintenance/notice-plan.ts'
import { type LedgerEntry, ledgerOf } from '../../domain/promise/ledger.ts'
import { summarise, summariseByIncident, summariseByMonth } from '../../domain/promise/summary.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { maintenancePath } from '../facts/addresses.ts'
import type { IncidentWithUpdates } from '../facts/incidents.ts'
import { monthOf, monthSpan } from '../facts/months.ts'
import { beganAfter } from '../facts/record.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { incidentPath, titled } from './summary.ts'

/** How many incidents the page lists one by one. */
const INCIDENTS = 50
/** And how many notices that were not in time. */
const NOTICES = 50

/** What was promised in the last twelve months, and what became of it. */
export async function promisesView(snapshot: PublishSnapshot): Promise<PromisesView> {
  const ledger = await snapshot.ledger()
  // A promise of a later month belongs to that, also one that is kept already.
  const { until } = monthSpan(monthOf(snapshot.now, snapshot.site.zone), snapshot.site.zone)
  const entries = ledger.filter(({ dueAt, state }) => dueAt < until || state === 'open').map(lasting)
  const incidents = summariseByIncident(entries).slice(-INCIDENTS).reverse()
  await snapshot.load(incidents.map(({ incidentId }) => incidentId))
  const rows = await Promise.all(
    incidents.map(async ({ incidentId, summary }) => {
      const incident = await snapshot.incident(incidentId)
      if (!incident) return []
      const { title, priority, opened_at } = incident.row
      const named = titled(titleFor(snapshot.site, title, incident.titles))
      return [{ ...named, priority, openedAt: opened_at, url: incidentPath(incidentId), figures: summary }]
    }),
  )
  return {
    kind: 'promises',
    from: snapshot.ledgerFrom,
    began: await beganAfter(snapshot, snapshot.ledgerFrom),
    reports: snapshot.plan.postmortem !== null || entries.some(({ kind }) => kind === 'report'),
    total: summarise(entries),
    overdue: await overdueOf(snapshot, ledger),
    months: summariseByMonth(
      entries.filter(({ dueAt }) => dueAt < until),
      snapshot.site.zone,
    ).map(({ month, summary }) => ({ month, figures: summary })),
    incidents: rows.flat().sort((a, b) => b.openedAt - a.openedAt),
    notices: {
      ...noticeFigures(await snapshot.noticesDue(), snapshot.now),
      unkept: await unkeptNotices(snapshot),
    },
  }
}

async function overdueOf(snapshot: PublishSnapshot, ledger: readonly LedgerEntry[]): Promise<PromisesView['overdue']> {
  const { byId } = await snapshot.platforms()
  const rows = await Promise.all(
    ledger
      .filter(({ state }) => state === 'overdue')
      .map(async ({ kind, title, incidentId, dueAt }) => {
        const incident = await snapshot.incident(incidentId)
        if (!incident) return []
        const { opened_at: openedAt, case_number: caseNumber } = incident.row
        const ids = new Set(incident.impacts.map(({ platform_id }) => platform_id))
        const which = { openedAt, caseNumber, affects: [...ids].map((id) => byId.get(id)?.name ?? id) }
        const named = titled(titleFor(snapshot.site, title, incident.titles))
        return [{ kind, ...named, url: incidentPath(incidentId), dueAt, which }]
      }),
  )
  return rows.flat()
}

/** A promise as a page may print it that nobody makes again while time goes by. */
export function lasting(entry: LedgerEntry): LedgerEntry {
  return entry.keptAt === null ? { ...entry, lateness: 0, waited: 0 } : entry
}

/** How many notices fell due, and what became of them. */
export function noticeFigures(notices: readonly NoticePromise[], now: Instant): NoticeFigures {
  const standings = notices.map((notice) => noticeStanding(notice, now))
  const count = (which: string) => standings.filter((standing) => standing === which).length
  const [kept, late, missed] = [count('kept'), count('late'), count('missed')]
  return { due: kept + late + missed, kept, late, missed }
}

/** The last notices that were not in time, newest first. */
async function unkeptNotices(snapshot: PublishSnapshot): Promise<UnkeptNotice[]> {
  const unkept = (await snapshot.noticesDue()).flatMap((notice) => {
    const standing = noticeStanding(notice, snapshot.now)
    return standing === 'late' || standing === 'missed' ? [{ ...notice, standing }] : []
  })
  const rows = await Promise.all(
    unkept
      .slice(-NOTICES)
      .reverse()
      .map(async ({ maintenanceId, dueAt, standing }) => {
        const found = await snapshot.maintenance(maintenanceId)
        return found === null
          ? []
          : [
              {
                ...titled(fieldFor(snapshot.site, found.maintenance, 'title')),
                url: maintenancePath(maintenanceId),
                dueAt,
                standing,
              },
            ]
      }),
  )
  return rows.flat()
}

/** What became of one incident's promises, or null before it made any. */
export function promiseRecord({ row, updates, report }: IncidentWithUpdates, now: Instant): PromiseRecord | null {
  const timeline = timelineOf(row, updates.toReversed(), report?.published_at ?? null)
  const entries = ledgerOf(timeline, now).map(lasting)
  if (entries.length === 0) return null
  return {
    figures: summarise(entries),
    entries: entries.map(({ kind, dueAt, keptAt, state, lateness }) => ({
      ...{ kind, dueAt, keptAt, state, lateness },
    })),
  }
}
