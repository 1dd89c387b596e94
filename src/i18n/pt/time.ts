import type { Translation } from '../en.ts'
import { plural } from './plural.ts'

/** How instants and lengths of time read. `Intl` gives the short names of days and months with their dot. */
export const time: Translation['time'] = {
  clock: (p) => `${p.clock} ${p.zone}`,
  day: (p) => `${p.weekday}, ${p.day} ${p.month} ${p.year}`,
  dayOfYear: (p) => `${p.weekday}, ${p.day} ${p.month}`,
  compact: (day, clock) => `${day}, ${clock}`,
  month: (p) => `${p.month} de ${p.year}`,
  weekdayAndClock: (p) => `${p.weekday}, ${p.clock}`,
  dayAndClock: (day, clock) => `${day}, ${clock}`,
  sameDay: (day, from, until) => `${day}, das ${from} às ${until}`,
  daysOfMonth: (p) => `${p.from}–${p.until} de ${p.month}`,
  acrossDays: (from, until) => `${from} a ${until}`,
  seconds: (n) => plural(n, { one: '{n} segundo', many: '{n} de segundos', other: '{n} segundos' }),
  minutes: (n) => `${n} min`,
  hours: (n) => `${n} h`,
  days: (n) => plural(n, { one: '{n} dia', many: '{n} de dias', other: '{n} dias' }),
  twoUnits: (larger, smaller) => `${larger} ${smaller}`,
  lessThanMinute: 'menos de um minuto',
}
