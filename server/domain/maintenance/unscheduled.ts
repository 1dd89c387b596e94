import { type Window, windowOn } from '../time/window.ts'
import type { Instant } from '../vocabulary.ts'
import type { NoticePlan } from './notice-plan.ts'

// Maintenance outside every programme (support plan, "unscheduled maintenance").

/** Stands for windows outside every programme; a programme cannot have this id. */
export const UNSCHEDULED = 'unscheduled'

/** Announced at once, at the start and at the end; no length of notice is promised. */
export const UNSCHEDULED_NOTICES: NoticePlan = { before: [], atOnce: true, start: true, end: true }

/** Used for windows without own texts; the dictionaries have it in each language. */
export const UNSCHEDULED_TEXT = {
  title: 'Maintenance',
  description: 'Maintenance work is carried out.',
  reason: 'The work is needed to keep the service running well.',
} as const

/** Unscheduled work is outside these hours if possible, and during them only with a reason. */
export const WAKING = { wallStart: '05:00', wallEnd: '23:00' } as const

/** Does a window overlap the hours in which customers work? `zone` is the provider's. */
export function inWakingHours({ startsAt, endsAt }: Window, zone: string): boolean {
  const dayOf = (at: Instant) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate()
  for (let day = dayOf(startsAt); Temporal.PlainDate.compare(day, dayOf(endsAt)) <= 0; day = day.add({ days: 1 })) {
    const waking = windowOn(day.toString(), { ...WAKING, zone })
    if (startsAt < waking.endsAt && waking.startsAt < endsAt) return true
  }
  return false
}
