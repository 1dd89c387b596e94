import type { Span } from '../../../server/domain/plan/plan.ts'
import { type Opening, WEEKDAYS, type Weekday } from '../../../server/domain/time/office-hours.ts'
import { HOUR } from '../../../server/domain/vocabulary.ts'
import type { Dictionary } from '../../i18n/index.ts'

/** "Mon–Fri 05:00–24:00": an opening as people read it; neighbouring days are joined. */
export function openingText({ days, from, to }: Opening, { support, words }: Dictionary): string {
  const runs: [Weekday, Weekday][] = []
  for (const day of WEEKDAYS.filter((one) => days.includes(one))) {
    const last = runs.at(-1)
    if (last && WEEKDAYS.indexOf(last[1]) + 1 === WEEKDAYS.indexOf(day)) last[1] = day
    else runs.push([day, day])
  }
  const names = runs.map(([first, last]) => {
    const [a, b] = [support.weekday[first], support.weekday[last]]
    return first === last ? a : support.days(a, b)
  })
  return support.hours(words.series(names), from, to)
}

/** "1 h", "2 business days". `duration` prints milliseconds. */
export function spanOf(span: Span, { support }: Dictionary, duration: (ms: number) => string): string {
  return 'ms' in span ? duration(span.ms) : support.businessDays(span.businessDays)
}

/** "every hour", "every 2 business days". */
export function everyOf(span: Span, t: Dictionary, duration: (ms: number) => string): string {
  if ('ms' in span && span.ms === HOUR) return t.support.everyHour
  if ('businessDays' in span && span.businessDays === 1) return t.support.everyBusinessDay
  return t.support.every(spanOf(span, t, duration))
}
