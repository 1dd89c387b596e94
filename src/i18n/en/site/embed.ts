/** What other sites can show of this one. */
export const embed = {
  title: 'For your own site',
  description: (site: string) => `Badges and a banner that show the state of ${site} on other sites.`,
  intro:
    'Show on your own site how our services are. Everything here is a plain file: it stays up to date by itself, counts nobody, and may be used freely.',
  badges: 'Badges',
  badgesHint: 'A picture with the present state and, while an update is promised, by when it comes.',
  /** Read out in place of a badge. */
  alt: (name: string) => `Status of ${name}`,
  platforms: (n: number) => (n === 1 ? 'The badge of 1 platform' : `The badges of ${n} platforms`),
  html: 'Code (HTML)',
  markdown: 'Code (Markdown)',
  bannerTitle: 'Banner',
  bannerHint:
    'A bar above your page while a master case is open or maintenance that customers notice is under way; at other times nothing. Readers can close it.',
  bannerCode: 'For every page, wherever it is',
  bannerPlatforms: 'The same, for some platforms in one language',
  bannerPolicy: (origin: string) =>
    `A page with a content security policy must allow ${origin} in script-src (or give the script its nonce), and in connect-src.`,
  programmes: 'Planned maintenance in a portal',
  programmesHint: 'A list of the next windows of a programme, and the addresses that it is made from.',
  programmeCode: 'The next windows, as a list',
  data: 'Data (JSON)',
  calendar: 'Calendar (ICS)',
  copy: 'Copy',
  /** Read out: of which piece of code. */
  copyOf: (what: string) => `Copy: ${what}`,
  copied: 'Copied',
  copiedOf: (what: string) => `Copied: ${what}`,
  /** One line where people choose how to follow. */
  offer: 'Show the state on your own site: badges and a banner',
  /** What the banner itself says; its times are the reader's. */
  banner: {
    label: (site: string) => `Status of ${site}`,
    incident: 'Incident',
    maintenance: 'Maintenance',
    since: (time: string) => `Since ${time}`,
    ends: (time: string) => `Planned end: ${time}`,
    asOf: (time: string) => `As of ${time}`,
    close: (title: string) => `Close: ${title}`,
    /** Of lines beside those that are shown. */
    more: (n: number) => `and ${n} more`,
  },
}
