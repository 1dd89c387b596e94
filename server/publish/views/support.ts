import type { DeskView, SupportView } from '../../../src/views.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { nextChange, openNow, type WeeklyHours } from '../../domain/time/office-hours.ts'
import { type Instant, MINUTE } from '../../domain/vocabulary.ts'
import { Memo } from '../../lib/memo.ts'
import { htmlOf } from '../facts/html.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'

/** How customers reach support, and what is promised to them: the configuration, and what is open at this minute. */
export async function supportView(snapshot: PublishSnapshot): Promise<SupportView> {
  const { plan, now } = snapshot
  const { channels, places, contacts, escalation } = plan.support
  const desk = (hours: WeeklyHours) => deskView(hours, plan.zone, now)
  return {
    kind: 'support',
    channels: channels.map((channel) => ({ ...channel, desk: desk(channel.hours) })),
    places: places.map((place) => ({ ...place, desk: place.hours && desk(place.hours) })),
    contacts,
    escalation,
    priorities: plan.priorities,
    noAnswer: plan.noAnswer,
    postmortem: plan.postmortem,
    programmes: (await snapshot.programmes())
      .filter(({ archived }) => !archived)
      .map(({ title, description }) => ({ title, description: htmlOf(description) })),
  }
}

/** Enough for an open page to stay right over a weekend. */
const CHANGES = 6

function deskView(hours: WeeklyHours, zone: string, now: Instant): DeskView {
  const changes: Instant[] = []
  for (let at = nextChange(hours, zone, now); at !== null && changes.length < CHANGES; ) {
    changes.push(at)
    at = nextChange(hours, zone, at)
  }
  return { hours, open: openNow(hours, zone, now), changes }
}

/** When a desk next opens or closes after `now`; null if none ever does. */
export function nextDeskChange(plan: Plan, now: Instant): Instant | null {
  const minutes = deskChangesOf.get(plan, () => new Memo(10))
  return minutes.get(Math.floor(now / MINUTE), () => computeNextDeskChange(plan, now))
}

/** Desks open and close on the minute, so the answer holds for one. It is asked for on every tick. */
const deskChangesOf = new Memo<Plan, Memo<number, Instant | null>>(4)

function computeNextDeskChange({ support, zone }: Plan, now: Instant): Instant | null {
  const changes = hoursOf(support).map((hours) => nextChange(hours, zone, now))
  return changes.reduce((first, at) => (at !== null && (first === null || at < first) ? at : first), null)
}

/** Did a desk open or close since `before`? */
export function deskChanges(plan: Plan, before: Instant, now: Instant): boolean {
  const next = nextDeskChange(plan, before)
  return next !== null && next <= now
}

function hoursOf({ channels, places }: Plan['support']): WeeklyHours[] {
  return [...channels, ...places].map(({ hours }) => hours).filter((hours) => hours !== null)
}
