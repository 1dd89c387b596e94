import type { HistoryView } from '../../../src/views.ts'
import { dayOf } from '../facts/days.ts'
import { monthOf, monthSpan, monthsBetween } from '../facts/months.ts'
import { beganAfter, firstOnRecord } from '../facts/record.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { told } from './incident.ts'
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
    told: await toldDays(snapshot, month),
    began: await beganAfter(snapshot, monthSpan(month, snapshot.site.zone).from),
    incidents: incidents.map((incident) => ({
      ...summary(incident, platforms, snapshot),
      updates: told(incident, platforms, snapshot.site),
    })),
    maintenance,
    newer: months[place - 1] ?? null,
    older: months[place + 1] ?? null,
    months,
  }
}

/** The days of a month that the page can tell of: from the first thing on record to today. */
async function toldDays(snapshot: PublishSnapshot, month: string): Promise<HistoryView['told']> {
  const first = await firstOnRecord(snapshot)
  if (first === null || first > snapshot.now) return null
  const { now, site } = snapshot
  const { from, until } = monthSpan(month, site.zone)
  const [begin, end] = [Math.max(from, first), Math.min(until - 1, now)]
  return { first: dayOf(begin, site.zone).date, last: dayOf(end, site.zone).date }
}

/** Every month that has a page, newest first. */
export async function publicMonths(snapshot: PublishSnapshot): Promise<string[]> {
  const first = (await firstOnRecord(snapshot)) ?? snapshot.now
  const { now, site } = snapshot
  return monthsBetween(monthOf(Math.min(now, first), site.zone), monthOf(now, site.zone)).reverse()
}
