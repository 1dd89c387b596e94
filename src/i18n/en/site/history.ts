export const history = {
  title: 'History',
  heading: (month: string) => `Incidents in ${month}`,
  description: (month: string, site: string) => `Every incident of ${site} in ${month}.`,
  none: 'There were no incidents in this month.',
  count: (n: number) => (n === 1 ? '1 incident' : `${n} incidents`),
  maintenance: 'Maintenance in this month',
  newer: (month: string) => `Newer: ${month}`,
  older: (month: string) => `Older: ${month}`,
  browse: 'Months',
}
