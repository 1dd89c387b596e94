export const home = {
  description: (site: string, overall: string) => `${overall}. Live status, incidents and history of ${site}.`,
  /** The page says what it knows; how fresh that is, a script adds. */
  asOf: (changed: string, made: string) => `Last change ${changed}, page made ${made}`,
  made: (made: string) => `Page made ${made}`,
  openCount: (n: number) => (n === 1 ? '1 open incident' : `${n} open incidents`),
  affectedCount: (n: number, all: number) =>
    n === 0 ? 'no platform affected' : `${n} of ${all} ${all === 1 ? 'platform' : 'platforms'} affected`,
  nothingOpen: 'No open incidents',
  open: 'Open incidents',
  platforms: 'Platforms',
  noPlatforms: 'Platforms will be listed here once they are set up. Incidents are published here all the same.',
  maintenance: 'Maintenance',
  allMaintenance: 'The next twelve months',
  recent: 'Recent incidents',
  noRecent: 'No incident was resolved in the last two weeks.',
  allHistory: 'All past incidents',
}
