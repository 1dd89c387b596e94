/** The confirmation of a subscription, and names of what is followed. */
export const confirm = {
  title: 'Confirm your subscription',
  ask: (address: string) => `Send updates to ${address}?`,
  askUnnamed: 'Send updates to this address?',
  follows: 'You asked to follow:',
  button: 'Yes, confirm',
  doneTitle: 'You are subscribed',
  done: (address: string) => `Updates will be sent to ${address}.`,
  doneUnnamed: 'Updates will be sent to your address.',
  next: 'You will hear from us as soon as there is news. Every message has a link to change or stop this.',
  /** Of a room or a webhook, which is told no links. */
  doneOwnedTitle: 'It is connected',
  nextOwned:
    'News is sent there as soon as there is any. The link to change or stop this is not in these messages: it is in a mail to the owner.',
  manage: 'Change or stop',
  secretTitle: 'The signing secret',
  secretHint:
    'Every message is signed with it (Standard Webhooks). Copy it now: it is shown this once. A new one can be made at any time with the link that was mailed to you.',
  expiredTitle: 'This link is no longer valid',
  expired: 'Confirmation links work for 24 hours. Subscribe again to get a new one.',
  unknownTitle: 'This link does not work',
  unknown:
    'It is incomplete, or it is not one of ours. Open the whole link from the message again, or subscribe once more to get a new one.',
  again: 'Subscribe again',
  moveTitle: 'Confirm your new address',
  move: (address: string) => `Send updates to ${address} from now on, in place of the address until now?`,
  moveFollows: 'Followed there from then on:',
  moveButton: 'Yes, send them there',
  movedTitle: 'Your address is changed',
  everything: 'Everything',
  /** What is followed, and what is told of it. */
  followed: (name: string, kinds: string) => `${name} (${kinds})`,
  gone: 'Something that is no longer listed',
  kinds: { incident: 'incidents', maintenance: 'planned maintenance' },
}
