import type { PlatformState } from '../../../../server/domain/vocabulary.ts'

export const home = {
  description: (site: string, sentence: string) => `${sentence} Live status, incidents and history of ${site}.`,
  /** The page says what it knows; how fresh that is, a script adds. */
  asOf: (changed: string, made: string) => `Last change ${changed}, page made ${made}`,
  made: (made: string) => `Page made ${made}`,
  /** How platforms fare, without a full stop and a verb: a name may be one of many ("SIP trunks"), which nobody knows. */
  fares: {
    operational: (names: string) => `${names} operational`,
    under_maintenance: (names: string) => `${names} under maintenance`,
    degraded_performance: (names: string) => `${names} impaired`,
    partial_outage: (names: string) => `${names} partly down`,
    major_outage: (names: string) => `${names} down`,
  } satisfies Record<PlatformState, (names: string) => string>,
  /** The last of a list that is cut. */
  moreNames: (n: number) => `${n} more`,
  allWork: (n: number) => `All ${n} platforms work`,
  /** What does not work, and how many platforms do. */
  headline: (parts: readonly string[], works: number) => {
    const others = works === 1 ? ' 1 other works.' : ` ${works} others work.`
    return `${parts.join('; ')}.${works === 0 ? '' : others}`
  },
  /** Between two of such parts. */
  and: ';',
  sentence: (text: string) => `${text}.`,
  since: (time: string) => `Since ${time}`,
  moreOpen: (n: number) => (n === 1 ? 'and 1 more open incident' : `and ${n} more open incidents`),
  /** Above the list of all platforms. */
  isItMe: 'Is it me? All platforms:',
  /** The same, where a tap keeps some of them on the device. */
  askMine: 'Is it me? Tap what you use; this device keeps it.',
  /** The answer where two or more were kept. */
  mineWork: (n: string) => `All ${n} that you use work`,
  nothingOpen: 'No open incidents',
  open: 'Open incidents',
  platforms: 'Platforms',
  noPlatforms: 'Platforms will be listed here once they are set up. Incidents are published here all the same.',
  maintenance: 'Maintenance',
  allMaintenance: 'The next twelve months',
  recent: 'Recent incidents',
  noRecent: 'No incident was resolved in the last two weeks.',
  noneYet: 'No incident has been resolved yet.',
  allHistory: 'All past incidents',
}
