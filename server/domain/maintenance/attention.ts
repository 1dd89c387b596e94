import { standing } from '../promise/promise.ts'
import { DAY, type Instant, type Standing } from '../vocabulary.ts'
import { isRunning, type Maintenance } from './maintenance.ts'
import { isLead } from './notice-plan.ts'
import { promised } from './promises.ts'

/** Something that somebody owes a window: to say what is done in it, or that it is over. Chased like a promise. */
export interface MaintenanceDebt {
  owes: 'details' | 'end'
  maintenanceId: string
  title: string
  platforms: readonly string[]
  dueAt: Instant
  standing: Standing
}

/** Missing details are asked for this long before the first notice goes out. */
const DETAILS_AHEAD = 3 * DAY

/**
 * What is owed at `now`; an empty list most of the time. Details are due with the first notice, which goes out without
 * them if need be, and owed until the window begins. The end is due when the window was told to end.
 */
export function debtsOf(m: Maintenance, now: Instant, dueSoon: number): MaintenanceDebt[] {
  const { id: maintenanceId, title, platforms } = m
  const debt = (owes: MaintenanceDebt['owes'], dueAt: Instant, ahead: number): MaintenanceDebt[] => {
    const stands = standing(dueAt, now, ahead)
    return stands === 'on_time' ? [] : [{ owes, maintenanceId, title, platforms, dueAt, standing: stands }]
  }
  if (isRunning(m)) return m.endsBy === 'hand' || m.state === 'verifying' ? debt('end', m.endsAt, dueSoon) : []
  if (m.state !== 'planned' && m.state !== 'announced') return []
  const firstNotice = Math.min(
    ...promised(m)
      .filter(isLead)
      .map((p) => p.dueAt),
  )
  if (m.detailed || !m.programme?.detailsExpected || !Number.isFinite(firstNotice)) return []
  return debt('details', firstNotice, DETAILS_AHEAD)
}
