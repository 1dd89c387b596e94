export const subscribe = {
  title: 'Get updates',
  description: (site: string) => `Follow ${site} by e-mail, browser notification or feed.`,
  intro: 'Choose what to follow and how you would like to hear of it. You can stop at any time.',
  what: 'What to follow',
  everything: 'Everything',
  everythingHint: 'All platforms, now and later. Untick it to choose.',
  platforms: (n: number) => (n === 1 ? 'Only one platform' : `Only some of ${n} platforms`),
  incidents: 'Only an open incident',
  kinds: 'What you will hear of',
  incident: 'Incidents',
  maintenance: 'Planned maintenance',
  how: 'How to hear of it',
  /** The answer to a program. */
  asked: 'If this address can get mail, a message there asks to confirm within 24 hours.',
  message: {
    sent: 'Almost there: if this address can be subscribed, a message with a confirmation link is on its way to it. The link is valid for 24 hours.',
    invalid: 'That did not work. Please check the e-mail address and choose at least one thing to follow.',
    foreign:
      'This form was sent from another site, so nothing was done. If you want updates, please use the form on this page.',
    limited: (wait: string) => `There have been too many requests from here. Please try again in ${wait}.`,
  },
}
