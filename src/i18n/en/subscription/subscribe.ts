export const subscribe = {
  title: 'Get updates',
  description: (site: string) => `Follow ${site} by e-mail, browser notification or feed.`,
  intro: 'Choose what to follow and how you would like to hear of it. You can stop at any time.',
  what: 'What to follow',
  everything: 'Everything',
  everythingHint: 'All platforms, now and later, unless you choose below.',
  platforms: (n: number) => (n === 1 ? 'Only one platform' : `Only some of ${n} platforms`),
  incidents: 'Only an open incident',
  kinds: 'What you will hear of',
  incident: 'Incidents',
  maintenance: 'Planned maintenance',
  how: 'How to hear of it',
  comes:
    'Each piece of news as it comes. You can change or stop this at any time; what follows one incident ends with it.',
  /** The answer to a program. */
  asked: 'If this address can get mail, a message there asks to confirm within 24 hours.',
}
