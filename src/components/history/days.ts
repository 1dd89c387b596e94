import { openTimes, spanOf } from '../../../server/domain/incident/times/span.ts'
import type { Instant } from '../../../server/domain/vocabulary.ts'
import type { HistoryView } from '../../views.ts'

type Told = HistoryView['incidents'][number]

/** Days of a month that are told together: one on which something began, or several in a row on which nothing did. */
export interface Stretch {
  /** ISO dates. */
  first: string
  last: string
  /** What began on it, or before the month did. */
  begun: Told[]
  /** What had begun before, and was open. */
  going: Told[]
}

/** The days of a month in stretches, the latest first. */
export function stretchesOf({ told, incidents }: HistoryView, zone: string, now: Instant): Stretch[] {
  if (told === null) return []
  const dateOf = (at: Instant) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate()
  const spans = incidents.map((incident) => {
    const times = openTimes(spanOf(incident, now), incident.closed)
    const days = times.map(({ from, until }) => ({ first: dateOf(from).toString(), last: dateOf(until).toString() }))
    const here = days.filter(({ last }) => last >= told.first)
    return { incident, days, first: [here[0]?.first ?? told.first, told.first].sort()[1] as string }
  })
  const stretches: Stretch[] = []
  const begin = Temporal.PlainDate.from(told.first)
  for (let day = Temporal.PlainDate.from(told.last); Temporal.PlainDate.compare(day, begin) >= 0; ) {
    const date = day.toString()
    const begun = spans.filter(({ first }) => first === date).map(({ incident }) => incident)
    const isOpen = ({ first, last }: { first: string; last: string }) => first <= date && date <= last
    const going = spans.filter(({ first, days }) => first < date && days.some(isOpen)).map(({ incident }) => incident)
    const before = stretches.at(-1)
    if (before && isAlike(before, { begun, going })) before.first = date
    else stretches.push({ first: date, last: date, begun, going })
    day = day.subtract({ days: 1 })
  }
  return stretches
}

/** Nothing began in either, and the same went on. */
function isAlike(a: Pick<Stretch, 'begun' | 'going'>, b: Pick<Stretch, 'begun' | 'going'>): boolean {
  if (a.begun.length > 0 || b.begun.length > 0) return false
  return a.going.length === b.going.length && a.going.every(({ id }, index) => id === b.going[index]?.id)
}
