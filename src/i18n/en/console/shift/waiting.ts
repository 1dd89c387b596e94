/** A text that waits for a second person. */
export const waiting = {
  title: 'A second pair of eyes',
  heading: { open: 'New incident, not public yet', update: 'Update, not public yet' },
  /** On the board. */
  section: 'For a second pair of eyes',
  waits: 'Waits for a second person',
  returned: 'Returned',
  kept: 'Ready to be posted',
  mine: 'yours',
  by: (who: string, time: string) => `By ${who}, ${time}`,
  goesAt: (time: string) => `Goes out by itself ${time}`,
  goes: (time: string) =>
    `If nobody gets to it, it goes out ${time} on the word of its author: five minutes before what is promised is due.`,
  stays: 'Nothing is promised, so that it waits for as long as it takes.',
  forYou: 'Read it as if you were a customer. You publish it as the words of its author.',
  forAuthor: 'It is not public yet. A colleague publishes or returns it; you can still change it, or take it back.',
  stale: (number: number) =>
    `Update ${number} was posted since this was written. It is not published over newer news: return it, or let its author write it anew.`,
  returnedBy: (who: string, time: string) => `${who} returned this ${time}:`,
  keptLead: 'Anybody at the desk may publish it. It does not go out by itself.',
  text: 'The text',
  looks: 'As it will look',
  couldNot: 'It could not be posted as it is now:',
  publish: 'Publish it',
  back: 'Return it to its author',
  reason: 'What has to change',
  reasonHint: 'Its author reads this; nobody outside does.',
  change: 'Change it',
  discard: 'Discard it',
  about: 'To the incident',
  published: (who: string) => `Published, as the words of ${who}.`,
  sentBack: (who: string) => `Returned to ${who}.`,
  discarded: 'It is discarded. Nothing of it was public.',
  /** In the composer, of what its writer has submitted. */
  inComposer: 'This text waits for a colleague. What you change here takes its place once you post it again.',
  toIt: 'Look at it',
}
