/** On the page of a subscription whose address has an owner: a webhook, a chat room. */
export const owned = {
  title: 'Messages sent there',
  none: 'Nothing has been sent there yet. Send a test to see whether it arrives.',
  waiting: 'Waiting to be sent',
  next: (time: string) => `tried again at ${time}`,
  held: (time: string) => `held until ${time}`,
  turn: 'waits for its turn',
  last: 'The last attempts',
  earlier: (count: number) => `Earlier attempts (${count})`,
  outcome: { sent: 'Delivered', gone: 'Refused for good', failed: 'Given up', later: 'Failed' },
  noAnswer: 'no answer',
  again: 'Send again',
  test: 'Send a test',
  secret: 'New signing secret',
  secretHint:
    'For 24 hours messages are signed with each secret that it replaces as well, so that you can change it at leisure.',
  secretTitle: 'Your new signing secret',
  secretShown: 'Copy it now: it is shown this once. The one from before stays valid for 24 hours.',
}
