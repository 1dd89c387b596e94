import { archivedAt } from '../../../db/platform/archivings.ts'
import type { IncidentSummary, MonthView, PlatformMonth } from '../../../src/views.ts'
import { pastDays, recordedSince, recordedUntil } from '../../domain/platform/uptime.ts'
import { summarise } from '../../domain/promise/summary.ts'
import { type Instant, PRIORITIES } from '../../domain/vocabulary.ts'
import { daysOf, monthSpan } from '../facts/months.ts'
import { beganAfter } from '../facts/record.ts'
import type { PlatformRow, PublishSnapshot } from '../facts/snapshot.ts'
import { intervalsOf, type Trouble } from '../facts/trouble.ts'
import { publicMonths } from './history.ts'
import { pastIn } from './maintenance.ts'
import { lasting, noticeFigures } from './promises.ts'
import { platformRef, summary } from './summary.ts'

/** The report on a month ("2026-11"): of what its page of the history tells, and how promises and platforms fared. */
export async function monthView(snapshot: PublishSnapshot, month: string): Promise<MonthView | null> {
  const months = await publicMonths(snapshot)
  const place = months.indexOf(month)
  if (place < 0) return null
  const { from, until } = monthSpan(month, snapshot.site.zone)
  const platforms = await snapshot.platforms()
  const entries = (await snapshot.ledgerIn(month)).map(lasting)
  const byIncident = Map.groupBy(entries, ({ incidentId }) => incidentId)
  const incidents = (await snapshot.month(month)).map((listed) => ({
    ...summary(listed, platforms, snapshot),
    figures: summarise(byIncident.get(listed.row.id) ?? []),
  }))
  const trouble = await snapshot.troubleIn(month)
  const archivings = await snapshot.archivings()
  return {
    kind: 'month',
    month,
    soFar: snapshot.now < until,
    began: await beganAfter(snapshot, from),
    platforms: [...platforms.byId.values()].flatMap(
      (platform) => fared(platform, month, { ...trouble, archivings }, snapshot) ?? [],
    ),
    incidents: incidents.toSorted(masterCasesFirst),
    total: summarise(entries),
    notices: noticeFigures(await snapshot.noticesBetween(from, until), snapshot.now),
    maintenance: await pastIn(snapshot, month),
    newer: months[place - 1] ?? null,
    older: months[place + 1] ?? null,
  }
}

function masterCasesFirst(a: IncidentSummary, b: IncidentSummary): number {
  return PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) || b.openedAt - a.openedAt
}

/** How a platform fared on those days of a month on which it was on record; null where it was on none. */
function fared(
  platform: PlatformRow,
  month: string,
  { impacts, ran, archivings }: Trouble & { archivings: ReadonlyMap<string, Instant> },
  { now, site }: PublishSnapshot,
): PlatformMonth | null {
  const { from, until } = monthSpan(month, site.zone)
  const record = {
    createdAt: platform.created_at,
    archivedAt: archivedAt(platform, archivings),
    incidents: intervalsOf(impacts.filter(({ platform_id }) => platform_id === platform.id)),
    ran: ran.filter(({ platforms }) => platforms.includes(platform.id)),
  }
  const end = Math.min(now, until)
  const since = recordedSince(record, from, end)
  if (since >= recordedUntil(record, end)) return null
  const days = daysOf(month, now, site.zone).filter((day) => day.until > since)
  const past = pastDays(days, record, end)
  return {
    ...platformRef(platform),
    ...past,
    days: days.slice(0, past.history.length),
    from: since > from ? since : null,
  }
}
