export const platform = {
  pageDescription: (name: string, state: string) => `${name}: ${state}. A year of history, incidents and feeds.`,
  uptime: (percent: string) => `${percent} uptime`,
  uptimeOver: (percent: string, days: number) => `${percent} uptime over ${days} days`,
  /** Of one that has not been there for so long. */
  uptimeSince: (percent: string, day: string) => `${percent} uptime since ${day}`,
  /** Of one that was archived in that time. */
  uptimeUntil: (percent: string, day: string) => `${percent} uptime until ${day}`,
  uptimeBetween: (percent: string, from: string, until: string) => `${percent} uptime from ${from} until ${until}`,
  /** Of one that was there on one day alone. */
  uptimeOn: (percent: string, day: string) => `${percent} uptime on ${day}`,
  /** One day is today. */
  barFine: (days: number) => `${days === 1 ? 'Today' : `Last ${days} days`}: no trouble.`,
  barTrouble: (days: number, troubled: number) =>
    days === 1 ? 'Today: trouble.' : `Last ${days} days: trouble on ${troubled === 1 ? '1 day' : `${troubled} days`}.`,
  /** Days in a row on which something was the matter. */
  run: (days: string, state: string) => `${days}: ${state}`,
  axis: (days: number) =>
    `Each mark is a day, from ${days} days ago to today. The taller the mark, the worse that day was.`,
  /** Where nothing is on record for so long. */
  axisSince: (day: string) => `Each mark is a day, from ${day} to today. The taller the mark, the worse that day was.`,
  legend: 'States',
  year: 'The last year',
  yearNote: 'Each mark is a day, from the first to the last of the month. The taller the mark, the worse that day was.',
  monthFine: 'no trouble',
  dayFine: 'no trouble on this day',
  monthTrouble: (n: number) => (n === 1 ? '1 day with trouble' : `${n} days with trouble`),
  /** Of a month without trouble. */
  monthMaintained: (n: number) =>
    n === 1 ? 'no trouble, maintenance on 1 day' : `no trouble, maintenance on ${n} days`,
  /** Where more happened than the page lists. */
  dayInHistory: 'This day in the history',
  uptimeNote:
    'Uptime counts outages: a partial one for three tenths of its time. Degraded performance does not count, nor does maintenance; an incident during maintenance does.',
  /** In place of the state of one that was archived. */
  archived: 'No longer in use',
  maintenance: 'Maintenance',
  noMaintenance: 'No maintenance is planned on this platform.',
  calendar: 'Its maintenance as a calendar',
  open: 'Open incidents',
  incidents: 'Past incidents',
  none: 'No past incident on this platform in the last year.',
  noneSince: (day: string) => `No past incident on this platform since ${day}.`,
}
