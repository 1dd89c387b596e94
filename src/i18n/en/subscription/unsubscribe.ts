export const unsubscribe = {
  title: 'Stop updates',
  ask: (address: string) => `Stop sending updates to ${address}?`,
  askUnnamed: 'Stop sending updates to this address?',
  button: 'Yes, stop',
  instead: 'To change what you follow instead, use the link “Choose what you get” in the same message.',
  doneTitle: 'You are unsubscribed',
  done: 'No more updates will be sent to you.',
  again: 'Subscribe again',
  unknownTitle: 'Nothing to stop here',
  unknown: 'This link is not valid, or the subscription has already ended. You will get nothing more from it.',
}
