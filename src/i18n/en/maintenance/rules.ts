import type { Weekday } from '../../../../server/domain/time/office-hours.ts'

const ordinal = new Intl.PluralRules('en', { type: 'ordinal' })
const SUFFIX: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' }

const WEEKDAY = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
} satisfies Record<Weekday, string>
const NTH: Readonly<Record<number, string>> = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', 5: 'fifth' }

/** When a programme of maintenance takes place, whom it tells when. */
export const rules = {
  // A window may be moved or left out: the plan promises none of these times for certain.
  daily: (every: number) => (every === 1 ? 'Usually every day' : `Usually every ${every} days`),
  /** `days`: a list of weekdays. */
  weekly: (every: number, days: string) =>
    every === 1 ? `Usually every ${days}` : `Usually every ${every} weeks on ${days}`,
  /** `days`: a list of what `nthWeekday` and `dateOfMonth` say. */
  monthly: (every: number, days: string) =>
    every === 1
      ? `Usually the ${days} of each month`
      : `Usually the ${days} of every ${every}${SUFFIX[ordinal.select(every)]} month`,
  weekday: (day: Weekday) => WEEKDAY[day],
  /** "third Friday", "last Friday", "second last Friday" */
  nthWeekday: (nth: number, day: Weekday) => {
    if (nth > 0) return `${NTH[nth]} ${WEEKDAY[day]}`
    return nth === -1 ? `last ${WEEKDAY[day]}` : `${NTH[-nth]} last ${WEEKDAY[day]}`
  },
  dateOfMonth: (date: number) => {
    const nth = `${Math.abs(date)}${SUFFIX[ordinal.select(Math.abs(date))]}`
    if (date > 0) return nth
    return date === -1 ? 'last day' : `${nth} last day`
  },
  /** `until` may be on the next day. */
  hours: (rule: string, from: string, until: string, overMidnight: boolean, zone: string) =>
    `${rule}, ${from} to ${until}${overMidnight ? ' on the next day' : ''} (${zone})`,
  told: (when: string) => `Followers are told by e-mail ${when}.`,
  toldBefore: (ahead: string) => `${ahead} before`,
  toldAtOnce: 'as soon as it is known',
  toldAtStart: 'when it starts',
  toldAtEnd: 'when it ends',
  pageOnly: 'It is on the page only.',
}
