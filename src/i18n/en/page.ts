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
  /** Followed by the zone's name, "America/Denver". */
  zone: 'Times are given in the zone',
  madeAt: 'Page made',
  /** Heard by screen readers after the page brought itself up to date. */
  refreshed: 'This page was updated:',
  /** `AGE` is replaced by the number of minutes. */
  stale: 'This page may be out of date: it was last confirmed AGE minutes ago. Reload it, or try again in a moment.',
  /** Follows the provider's time: "14:00 MST (22:00 your time)". `TIME` is replaced. */
  yourTime: '(TIME your time)',
}
