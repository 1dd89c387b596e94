/** How instants and lengths of time read. Parts come from `Intl`; see `../time.ts`. */
export const time = {
  clock: (p: { clock: string; zone: string }) => `${p.clock} ${p.zone}`,
  day: (p: { weekday: string; day: string; month: string; year: string }) =>
    `${p.weekday} ${p.day} ${p.month} ${p.year}`,
  /** In a heading: without the year where it is this one. */
  dayOfYear: (p: { weekday: string; day: string; month: string }) => `${p.weekday} ${p.day} ${p.month}`,
  compact: (day: string, clock: string) => `${day} ${clock}`,
  month: (p: { month: string; year: string }) => `${p.month} ${p.year}`,
  weekdayAndClock: (p: { weekday: string; clock: string }) => `${p.weekday} ${p.clock}`,
  dayAndClock: (day: string, clock: string) => `${day}, ${clock}`,
  /** Both ends on one day: "Sun 22 Nov 2026, 14:00 to 16:00 MST". */
  sameDay: (day: string, from: string, until: string) => `${day}, ${from} to ${until}`,
  /** Some days of one month in a row. */
  daysOfMonth: (p: { from: string; until: string; month: string }) => `${p.from}–${p.until} ${p.month}`,
  acrossDays: (from: string, until: string) => `${from} to ${until}`,
  seconds: (n: number) => (n === 1 ? '1 second' : `${n} seconds`),
  minutes: (n: number) => `${n} min`,
  hours: (n: number) => `${n} h`,
  days: (n: number) => (n === 1 ? '1 day' : `${n} days`),
  /** Two units of one length: "2 h 10 min". */
  twoUnits: (larger: string, smaller: string) => `${larger} ${smaller}`,
  lessThanMinute: 'less than a minute',
}
