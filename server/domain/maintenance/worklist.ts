import { standing } from '../promise/promise.ts'
import { DAY, type Instant, MINUTE, type Standing } from '../vocabulary.ts'
import { endsByHand, isRunning, type Maintenance } from './maintenance.ts'
import { isLead } from './notice-plan.ts'
import { promised } from './promises.ts'

/** Work that a window is waiting for: its details have to be written, or somebody has to say that it is over. */
export interface MaintenanceWorkItem {
  owes: 'details' | 'end'
  maintenanceId: string
  title: string
  platforms: readonly string[]
  dueAt: Instant
  standing: Standing
}

/** Missing details are on the worklist this long before the first notice goes out. */
const DETAILS_AHEAD = 3 * DAY

/**
 * The work that is due soon or overdue at `now`; an empty list most of the time. Details are due with the first notice,
 * which goes out without them if need be, and stay on the list until the window begins. The end is due when subscribers
 * were told that the window ends.
 */
export function workItemsOf(m: Maintenance, now: Instant, dueSoon: number): MaintenanceWorkItem[] {
  const { id: maintenanceId, title, platforms } = m
  const item = (owes: MaintenanceWorkItem['owes'], dueAt: Instant, ahead: number): MaintenanceWorkItem[] => {
    const stands = standing(dueAt, now, ahead)
    return stands === 'on_time' ? [] : [{ owes, maintenanceId, title, platforms, dueAt, standing: stands }]
  }
  if (isRunning(m)) return endsByHand(m) ? item('end', m.endsAt, dueSoon) : []
  if (m.state !== 'planned' && m.state !== 'announced') return []
  const firstNotice = Math.min(
    ...promised(m)
      .filter(isLead)
      .map((p) => p.dueAt),
  )
  if (m.detailed || !m.programme?.detailsExpected || !Number.isFinite(firstNotice)) return []
  return item('details', firstNotice, DETAILS_AHEAD)
}

/** How long before the planned end of a window the desk is told of it. */
const END_RUNGS = [15 * MINUTE, 0]

/** Is the desk to be told of a window's end? Once at each rung that has come; `toldAt`: when it was told last. */
export function endIsToBeTold(m: Maintenance, toldAt: Instant | null, now: Instant): boolean {
  if (!isRunning(m) || !endsByHand(m)) return false
  return END_RUNGS.some((ahead) => m.endsAt - ahead <= now && (toldAt ?? Number.NEGATIVE_INFINITY) < m.endsAt - ahead)
}
