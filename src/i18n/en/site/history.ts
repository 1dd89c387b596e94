export const history = {
  title: 'History',
  heading: (month: string) => `Incidents in ${month}`,
  description: (month: string, site: string) => `Every incident of ${site} in ${month}.`,
  none: 'No incidents in this month: as far as we know, nothing failed and nothing was impaired.',
  noneSince: (day: string) => `No incidents since ${day}: as far as we know, nothing failed and nothing was impaired.`,
  /** Times beside them are the reader's own. */
  days: (zone: string) => `Days begin and end in the time zone ${zone}.`,
  quiet: (days: string) => `${days}: no incidents`,
  /** Before the titles of what had begun earlier. */
  goesOn: 'Still going on:',
  /** The same of what is over by now. */
  begunBefore: 'Begun earlier:',
  updates: (n: number) => (n === 1 ? '1 update' : `${n} updates`),
  count: (n: number) => (n === 1 ? '1 incident' : `${n} incidents`),
  maintenance: 'Maintenance in this month',
  newer: (month: string) => `Newer: ${month}`,
  older: (month: string) => `Older: ${month}`,
  browse: 'Months',
}
