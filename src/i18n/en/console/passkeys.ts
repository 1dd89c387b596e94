/** Passkeys: keys of one's own devices, by which one signs in. */
export const passkeys = {
  title: 'Passkeys',
  lead: 'Sign in with your fingerprint, your face or the PIN of your device: no password and no code to type, and nothing that a false page could ask you for.',
  nowhere: 'This site has an address at which browsers know no passkeys: they need https and a name.',
  enough: 'You have 10 passkeys, which is as many as there can be. Remove one to add another.',
  used: (made: string, used: string) => `made ${made}, last used ${used}`,
  unused: (made: string) => `made ${made}, never used`,
  thisOne: 'Signed in with it here',
  add: 'Add a passkey',
  remove: 'Remove',
  removeNamed: (name: string) => `Remove the passkey ${name}`,
  /** Said once, after it. */
  added: (name: string) => `The passkey “${name}” is added. You can sign in with it from now on.`,
  removed: (name: string) => `The passkey “${name}” is removed. It signs nobody in here any more.`,
  removedHere: (name: string) =>
    `The passkey “${name}” is removed, and you are signed out: this browser was signed in with it.`,
  cannot: 'This browser can make no passkey, or runs no scripts. Open the page in another one.',
  back: 'Back to your account',
  labels: { name: 'What to call it', own: 'Your password', credential: 'Passkey' },
  nameHint: 'By which you know it again, such as “Work laptop” or “Phone”.',
  next: 'Go on',
  steps: {
    title: (name: string) => `Make the passkey “${name}”`,
    lead: 'Your device asks you now. Do what it says: touch the sensor, look at the camera, or enter its PIN.',
    make: 'Ask my device again',
  },
  wrong: {
    NotAllowedError: 'Nothing was made: it was stopped, or took too long. Try again.',
    InvalidStateError:
      'This device has a passkey of your account already. Take another device, or remove that one first.',
    failed: 'This browser could not make a passkey. Try again, or with another device.',
  },
  removing: {
    title: (name: string) => `Remove the passkey “${name}”`,
    lead: 'Nobody signs in here with it from then on. Your password and your other passkeys go on working; on your device it stays until you delete it there.',
    ends: (count: number) =>
      count === 1
        ? 'The browser that is signed in with it is signed out at once.'
        : `The ${count} browsers that are signed in with it are signed out at once.`,
    endsThis: (others: number) =>
      others === 0
        ? 'This browser is signed in with it, and is signed out at once.'
        : `This browser is signed in with it, and is signed out at once, as ${others === 1 ? '1 other is' : `${others} others are`}.`,
    submit: 'Remove it',
  },
}
