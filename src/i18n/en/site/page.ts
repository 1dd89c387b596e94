/** What every page carries around its content. */
export const page = {
  /** A name that ends with "status" by itself does not get another. */
  title: (page: string, site: string) => `${page} · ${/\bstatus$/i.test(site) ? site : `${site} status`}`,
  skip: 'Skip to content',
  navigation: 'Main',
  menu: 'Menu',
  home: 'Status',
  maintenance: 'Maintenance',
  history: 'History',
  promises: 'Our promises',
  help: 'Support',
  subscribe: 'Get updates',
  demo: 'This is a demonstration.',
  /** The same, where there is room for more. */
  fictional: 'The provider, its platforms and its incidents are fictional.',
  feeds: 'Feeds',
  more: 'More',
  /** Above links to the same page in each language. */
  languages: 'Languages',
  support: 'Contact support',
  /** The zone is "America/Denver". */
  made: (zone: string, time: string) => `The time zone of this page is ${zone}. Page made ${time}.`,
  /** Said once, with the time of day, so that it stays true. */
  stale: (time: string) =>
    `This page may be out of date: nothing has been heard since ${time} (your time). It keeps asking by itself.`,
  /** Of what was seen last, shown while there is no connection; with the time when it was loaded. */
  kept: (time: string) =>
    `As of ${time} (your time). You are offline, or this page cannot be reached: what has happened since is not shown.`,
  /** Read out once the page can be reached again. */
  back: 'The page can be reached again, and is up to date.',
  /** In the installed page, which has no buttons of a browser. */
  goBack: 'Back',
  /** Added by a script to when the page was made. */
  checkedNow: 'Checked just now',
  checkedAgo: (minutes: string) => `Checked ${minutes} min ago`,
  /** The title of a tab and what is read out when something happens: the state first or last, as one reads it. */
  titled: (name: string, state: string) => `${name}: ${state}`,
  /** Follows the provider's time: "14:00 MST (22:00 your time)". */
  /** The provider before it has said its name. */
  nameless: 'Service status',
  /** How the page is called on a home screen, where there is little room. */
  shortName: 'Status',
}
