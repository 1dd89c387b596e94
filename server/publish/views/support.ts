import type { DeskView, SupportView } from '../../../src/views.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import type { Day } from '../../domain/platform/uptime.ts'
import { nextChange, openNow, type WeeklyHours } from '../../domain/time/office-hours.ts'
import type { Instant } from '../../domain/vocabulary.ts'
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

const known = new Memo<string, Instant[]>(100)

/** When desks open or close on a day. */
export function deskChangesOn(day: Day, { support, zone }: Plan): Instant[] {
  const all = hoursOf(support)
  return known.get(`${day.from} ${day.until} ${zone} ${JSON.stringify(all)}`, () =>
    all.flatMap((hours) => changesBetween(day, hours, zone)),
  )
}

function changesBetween({ from, until }: Day, hours: WeeklyHours, zone: string): Instant[] {
  const changes: Instant[] = []
  for (let at = nextChange(hours, zone, from - 1); at !== null && at < until; at = nextChange(hours, zone, at)) {
    changes.push(at)
  }
  return changes
}

function hoursOf({ channels, places }: Plan['support']): WeeklyHours[] {
  return [...channels, ...places].map(({ hours }) => hours).filter((hours) => hours !== null)
}
