/** The report on a month, to be printed and sent to a customer. */
export const month = {
  title: (month: string) => `Report for ${month}`,
  titleSoFar: (month: string) => `Report for ${month}, so far`,
  description: (month: string, site: string) => `Uptime, incidents, promises and maintenance of ${site} in ${month}.`,
  print: 'Print or save as PDF',
  link: 'Report for this month, to print',
  none: 'No incident in this month.',
  incidents: (n: number) => (n === 1 ? '1 incident in this month.' : `${n} incidents in this month.`),
  beganOn: (day: string) => `This report begins on ${day}: nothing is on record from before.`,
  /** How many of those. */
  masters: (n: number) => (n === 1 ? '1 of them was a master case (P1G).' : `${n} of them were master cases (P1G).`),
  longest: (duration: string) => `Of those that are over, the longest lasted ${duration}.`,
  open: (n: number) => (n === 1 ? '1 is not over yet.' : `${n} are not over yet.`),
  promised: (kept: number, due: number) =>
    `${kept} of ${due} ${due === 1 ? 'promise' : 'promises'} about updates ${kept === 1 || due === 1 ? 'was' : 'were'} kept in time.`,
  notPromised: 'No promise about updates fell due.',
  heading: 'Incidents',
  platforms: 'Platforms',
  platform: 'Platform',
  noPlatforms: 'none',
  uptime: 'Uptime',
  days: 'Day by day',
  /** Of a platform that was not there all month. */
  from: (day: string) => `from ${day}`,
  until: (day: string) => `until ${day}`,
  on: (day: string) => `on ${day}`,
  began: 'Began',
  lasted: 'Lasted',
  lasts: 'not over yet',
  promises: 'Promises',
  maintenance: 'Maintenance',
  noMaintenance: 'No maintenance that reached customers ran in this month.',
  window: 'Window',
  planned: 'Planned',
  actual: 'Took place',
  counting:
    'Everything that went on in this month is listed, even if it began before or ended after. A promise counts in the month in which it fell due.',
}
