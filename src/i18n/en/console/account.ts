/** One's own account, and setting up a second factor. */
export const account = {
  title: 'Your account',
  /** To somebody who may not work at the desk. */
  reporter:
    'Your role is Reporter: you look after your own account here. What is wrong, and what is planned, is on the public page. To post at the desk, ask an administrator for the role Agent.',
  password: 'Password',
  labels: { old: 'Current password', password: 'New password', own: 'Your password', code: 'Code' },
  passwordHint: 'At least 12 characters. Your other sessions end.',
  change: 'Change the password',
  done: {
    password: 'Your password is changed, and all other sessions have ended.',
    factor: 'Your second factor is removed, and all other sessions have ended.',
    sessions: 'The session has ended.',
  },
  elsewhere:
    'You sign in at your employer’s identity provider: this account has no password here. An administrator can send you a link to set one.',
  visitor: 'You are looking at the demonstration: this account has no password to change.',
  factor: 'Second factor',
  factorOff: 'Nobody gets in with your password alone if a code from an authenticator app is asked for as well.',
  factorOn: 'A code from your authenticator app is asked for when you sign in.',
  codesLeft: (count: number) =>
    count === 1 ? '1 code to recover with is left.' : `${count} codes to recover with are left.`,
  setUp: 'Set it up',
  setUpAnew: 'Set it up anew, with new codes',
  remove: 'Remove the second factor',
  factorNeeded: 'Your role needs it: it can be set up anew, and not be removed.',
  sessions: 'Where you are signed in',
  thisOne: 'This browser',
  times: (since: string, seen: string) => `since ${since}, last seen ${seen}`,
  end: (browser: string) => `Sign out ${browser}`,
  endShort: 'Sign out',
  endOthers: 'Sign out everywhere else',
}

export const factor = {
  title: 'Set up a second factor',
  steps: {
    add: 'Add this desk to your authenticator app',
    scan: 'Scan this with the app',
    qr: 'QR code of the secret',
    open: 'Or open it in the app on this device',
    type: 'Or type this secret in the app',
    confirm: 'Show that it works',
  },
  /** Where the role asks for it. */
  lacking:
    'Your role needs a second factor here, and you have none yet. Set it up at /staff/account/factor/: nothing else opens before.',
  needed: (role: string) => `Your role, ${role}, needs a second factor here. Set it up now: nothing else opens before.`,
  goToWork: 'I have kept them: go on',
  labels: { code: 'The code that the app shows now', own: 'Your password' },
  submit: 'Set it up',
  codesTitle: 'Keep these codes',
  codesLead:
    'The second factor is set up, and your other sessions have ended. Each code signs you in once if you lose your app. They are not shown again.',
  go: 'I have kept them',
}

export const code = {
  title: 'Enter your code',
  lead: 'Your authenticator app shows six digits. If you have lost it, enter one of the codes that you kept.',
  labels: { code: 'Code' },
  submit: 'Sign in',
  begin: 'Sign in as somebody else',
}
