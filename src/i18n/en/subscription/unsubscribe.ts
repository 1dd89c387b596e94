export const unsubscribe = {
  title: 'Stop updates',
  ask: (address: string) => `Stop sending updates to ${address}?`,
  askUnnamed: 'Stop sending updates to this address?',
  button: 'Yes, stop',
  instead: 'To change what you follow instead, use the link “Choose what you get” in the newest message from us.',
  doneTitle: 'You are unsubscribed',
  done: 'No more updates will be sent to you.',
  again: 'Subscribe again',
  endedTitle: 'This subscription has ended',
  ended: 'Nothing more is sent by the subscription that this link belonged to. Nothing was changed just now.',
  unknownTitle: 'This link does not work',
  unknown:
    'It is not complete, or it is none of ours: mail programs sometimes cut a long link in two. Nothing was changed, and nothing was stopped.',
  newest: 'Do you still get messages from us? Then use the links at the end of the newest one.',
}
