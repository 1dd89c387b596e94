import type { Seed, SeedMaintenance, SeedMaintenanceStep, SeedMoment } from '../../../db/seed/seed.ts'
import { DEFAULT_PROGRAMMES } from '../../domain/maintenance/default-programmes.ts'
import { promisesOf } from '../../domain/maintenance/notice-plan.ts'
import { type Occurrence, occurrences, type Recurring } from '../../domain/maintenance/programme.ts'
import type { Window } from '../../domain/time/window.ts'
import { DAY, type Instant, MINUTE } from '../../domain/vocabulary.ts'
import type { ActionContext } from '../context.ts'
import { advanceInOrder } from '../maintenance/advance-in-order.ts'
import { cancelMaintenance } from '../maintenance/cancel-maintenance.ts'
import { changeMaintenance, type MaintenancePatch } from '../maintenance/change-maintenance.ts'
import { postMaintenanceUpdate } from '../maintenance/post-maintenance-update.ts'
import { scheduleMaintenance } from '../maintenance/schedule-maintenance.ts'
import { createDefaultProgrammes } from '../programme/create-default-programmes.ts'
import { type DemoStep, daysAgo, must } from './step.ts'

/** More than three times the longest interval between a programme's windows. */
const LOOKED_BACK = 130 * DAY
/** Programmes begin this long before the first window of the demonstration. */
const SET_UP = 14 * DAY

/** The steps that the clock and the desk took for maintenance in a demonstration. */
export function maintenanceSteps(seed: Seed, now: Instant, zone: string): DemoStep[] {
  const yielded = DEFAULT_PROGRAMMES.flatMap((fields) => {
    const programme: Recurring = { ...fields, zone, computedFrom: now - LOOKED_BACK, revision: 0, updatedAt: now }
    return occurrences(programme, { startsAt: now - LOOKED_BACK, endsAt: now + LOOKED_BACK }).map(
      (occurrence): Planned => ({ programme, occurrence }),
    )
  })
  const told = seed.maintenances.flatMap((one) => {
    const window = windowOf(one, yielded, now, zone)
    return window ? [{ one, window }] : []
  })
  const since = Math.min(now, ...told.map(({ window }) => window.startsAt)) - SET_UP
  return [
    { at: since, act: async (then) => must(await createDefaultProgrammes(then, seed.programmes)) },
    ...yielded.filter(({ occurrence }) => occurrence.startsAt >= since).flatMap(strikes),
    ...told.flatMap(({ one, window }) => particulars(one, window, now)),
  ]
}

interface Planned {
  programme: Recurring
  occurrence: Occurrence
}

/** The time of a window of the demonstration; null if its programme has not had that many yet. */
function windowOf({ window }: SeedMaintenance, yielded: readonly Planned[], now: Instant, zone: string) {
  if (!('place' in window)) {
    const startsAt = daysAgo(now, window.daysAgo, window.at, zone)
    return { id: '', startsAt, endsAt: startsAt + window.lasts * MINUTE }
  }
  const own = yielded.map(({ occurrence }) => occurrence).filter((o) => o.programmeId === window.programme)
  const ahead = own.filter(({ endsAt }) => endsAt > now)
  const over = own.filter(({ endsAt }) => endsAt <= now)
  return (window.place > 0 ? ahead[window.place - 1] : over.at(window.place)) ?? null
}

/** A run of the clock whenever a window has something due: a notice ahead, its start, its end. */
function strikes({ programme, occurrence }: Planned): DemoStep[] {
  const plan = { ...programme.notices, start: true, end: true }
  const window = { ...occurrence, movedAt: null }
  return promisesOf(occurrence, plan, programme.zone).map(({ dueAt }) => ({
    at: dueAt,
    act: (then) => advanceInOrder(then, window),
  }))
}

interface Placed extends Window {
  /** '' until it is scheduled. */
  id: string
}

function particulars(
  { window, steps }: SeedMaintenance,
  { startsAt, endsAt, ...known }: Placed,
  now: Instant,
): DemoStep[] {
  let { id } = known
  const at = (moment: SeedMoment) => ('after' in moment ? startsAt + moment.after * MINUTE : now - moment.daysAgo * DAY)
  const later = steps.map((step): DemoStep => {
    return { at: at(step.when), act: (then) => take(then, step, { id, startsAt, endsAt }) }
  })
  if ('place' in window) return later
  const { title, description, reason, platforms, shortNotice } = window
  const command = { title, description, reason, platforms, shortNotice, startsAt, endsAt }
  const schedule = async (then: ActionContext) => {
    id = must(await scheduleMaintenance(then, { ...command, notify: true, acceptConflicts: true })).id
  }
  const begin = async (then: ActionContext) => {
    if (id) await advanceInOrder(then, { id, programmeId: null, movedAt: null, startsAt })
  }
  return [{ at: at(window.scheduled), act: schedule }, { at: startsAt, act: begin }, ...later]
}

async function take(then: ActionContext, step: SeedMaintenanceStep, { id, startsAt, endsAt }: Placed): Promise<void> {
  const change = async (to: Omit<MaintenancePatch, 'acceptConflicts'>) =>
    must(await changeMaintenance(then, id, { ...to, acceptConflicts: true }))
  if ('say' in step) must(await postMaintenanceUpdate(then, id, { body: step.say, state: step.state, notify: true }))
  else if ('cancel' in step) must(await cancelMaintenance(then, id, { note: step.cancel }))
  else if ('details' in step) await change({ description: step.details, reason: step.reason })
  else if ('endsAfter' in step) await change({ endsAt: startsAt + step.endsAfter * MINUTE, note: step.note })
  else {
    const by = step.moveDays * DAY
    await change({ startsAt: startsAt + by, endsAt: endsAt + by, note: step.note })
  }
}
