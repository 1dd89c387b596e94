import type { Overall } from '../../../../server/domain/platform/state.ts'

/** Titles of feeds, and the words inside them. */
export const feeds = {
  incidents: (site: string) => `${site} status - Incident history`,
  updates: (site: string) => `${site} status - Every update`,
  platformIncidents: (platform: string, site: string) => `${platform} - ${site} status - Incident history`,
  platformUpdates: (platform: string, site: string) => `${platform} - ${site} status - Every update`,
  incident: (title: string, site: string) => `${title} - ${site} status`,
  description: (site: string) => `What ${site} tells about its incidents.`,
  /** How pages link them. */
  link: (what: string, format: string) => `${what} (${format})`,
  /** Read out for a link that shows its format alone. */
  spoken: (what: string, format: string) => `${what}: ${format}`,
  allIncidents: 'All incidents',
  allUpdates: 'Every update',
  thisIncident: 'This incident',
  ofPlatform: (platform: string) => `Incidents of ${platform}`,
  updatesOfPlatform: (platform: string) => `Every update on ${platform}`,
  /** When something was said: month and day as readers of Statuspage's feeds know them. */
  stamp: (p: { month: string; day: string; time: string; zone: string }) => `${p.month} ${p.day}, ${p.time} ${p.zone}`,
  /** One update as an item of its own. */
  updateTitle: (label: string, title: string) => `${label}: ${title}`,
  /** The label of an update that repeats the phase before it. */
  update: 'Update',
  /** Of what an item is about, before its platforms. */
  masterCase: 'Master case (P1G)',
  /** Data in Statuspage's shape: in English these are its own words, which readers know. */
  overall: {
    all_operational: 'All Systems Operational',
    no_platforms: 'No Platforms Are Shown Yet',
    major_outage: 'Major System Outage',
    partial_outage: 'Partial System Outage',
    minor_outage: 'Minor Service Outage',
    degraded: 'Degraded System Service',
    partially_degraded: 'Partially Degraded Service',
    maintenance: 'Service Under Maintenance',
  } satisfies Record<Overall['key'], string>,
}
