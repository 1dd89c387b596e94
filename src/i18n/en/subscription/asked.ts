/** The page after asking to follow. It says the same whatever is known of the address. */
export const asked = {
  title: 'Now look into your mailbox',
  sent: (address: string) => `A message is on its way to ${address}, if that address can get mail from us.`,
  /** `place`: a room or a webhook, "Slack, hooks.slack.com/…". */
  sentFor: (address: string, place: string) =>
    `A message is on its way to ${address}, if that address can get mail from us. It asks whether to connect ${place}.`,
  more: (n: number) => (n === 1 ? 'and one more' : `and ${n} more`),
  next: 'What happens next',
  steps: [
    'Open the message, and open the link in it. You hear nothing until you have done so.',
    'The link works for 24 hours. Asking again soon sends no second message: the first one then confirms both.',
    'Nothing there after a few minutes? Look into the folder for spam or junk.',
  ],
  /** Of messages to somebody, and to a room or a webhook. */
  stop: 'Changed your mind? Leave the link alone, and nothing is ever sent. Later, each message has a link to change or stop.',
  stopOwned:
    'Changed your mind? Leave the link alone, and nothing is ever sent. Later, the link to change or stop is in a mail to the owner.',
  wrong: 'Is the address wrong, or something missing?',
  again: 'Ask once more',
}
