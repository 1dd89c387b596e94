import type { Translation } from '../en.ts'
import { plural } from './plural.ts'

export const time: Translation['time'] = {
  clock: (p) => `${p.clock} ${p.zone}`,
  day: (p) => `${p.weekday}, ${p.day} ${p.month} ${p.year}`,
  dayOfYear: (p) => `${p.weekday}, ${p.day} ${p.month}`,
  compact: (day, clock) => `${day}, ${clock}`,
  month: (p) => `${p.month} de ${p.year}`,
  weekdayAndClock: (p) => `${p.weekday} ${p.clock}`,
  dayAndClock: (day, clock) => `${day}, ${clock}`,
  sameDay: (day, from, until) => `${day}, de ${from} a ${until}`,
  daysOfMonth: (p) => `${p.from}–${p.until} de ${p.month}`,
  acrossDays: (from, until) => `del ${from} al ${until}`,
  seconds: (n) => plural(n, { one: '{n} segundo', many: '{n} de segundos', other: '{n} segundos' }),
  minutes: (n) => `${n} min`,
  hours: (n) => `${n} h`,
  days: (n) => plural(n, { one: '{n} día', many: '{n} de días', other: '{n} días' }),
  twoUnits: (larger, smaller) => `${larger} ${smaller}`,
  lessThanMinute: 'menos de un minuto',
}
