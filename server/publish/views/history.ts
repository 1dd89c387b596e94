import type { HistoryView } from '../../../src/views.ts'
import { monthOf, monthsBetween } from '../facts/months.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { pastIn } from './maintenance.ts'
import { summary } from './summary.ts'

/** What touched a month ("2026-11"): its incidents and windows; or null for a month that has no page. */
export async function historyView(snapshot: PublishSnapshot, month: string): Promise<HistoryView | null> {
  const months = await publicMonths(snapshot)
  const place = months.indexOf(month)
  if (place < 0) return null
  const [platforms, incidents, maintenance] = await Promise.all([
    snapshot.platforms(),
    snapshot.month(month),
    pastIn(snapshot, month),
  ])
  return {
    kind: 'history',
    month,
    incidents: incidents.map((listed) => summary(listed, platforms, snapshot)),
    maintenance,
    newer: months[place - 1] ?? null,
    older: months[place + 1] ?? null,
    months,
  }
}

/** Every month that has a page, newest first. */
export async function publicMonths(snapshot: PublishSnapshot): Promise<string[]> {
  const first = [await snapshot.firstBeginning(), await snapshot.firstMaintenance()].filter((at) => at !== null)
  const { now, site } = snapshot
  return monthsBetween(monthOf(Math.min(now, ...first), site.zone), monthOf(now, site.zone)).reverse()
}
