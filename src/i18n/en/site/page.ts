/** What every page carries around its content. */
export const page = {
  title: (page: string, site: string) => `${page} · ${site} status`,
  skip: 'Skip to content',
  navigation: 'Main',
  home: 'Status',
  maintenance: 'Maintenance',
  history: 'History',
  promises: 'Our promises',
  help: 'Support',
  subscribe: 'Get updates',
  demo: 'This is a demonstration. The provider, its platforms and its incidents are fictional.',
  feeds: 'Feeds',
  more: 'More',
  support: 'Contact support',
  /** The zone is "America/Denver". */
  made: (zone: string, time: string) => `Times are given in the zone ${zone}. Page made ${time}.`,
  /** Heard by screen readers after the page brought itself up to date. */
  refreshed: (heading: string) => `This page was updated: ${heading}`,
  stale: (minutes: string) =>
    `This page may be out of date: it was last confirmed ${minutes} minutes ago. Reload it, or try again in a moment.`,
  /** Follows the provider's time: "14:00 MST (22:00 your time)". */
  yourTime: (time: string) => `(${time} your time)`,
  /** The provider before it has said its name. */
  nameless: 'Service status',
  /** How the page is called on a home screen, where there is little room. */
  shortName: 'Status',
}
