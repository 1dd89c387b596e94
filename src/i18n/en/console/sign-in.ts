/** Signing in, also where a session ended while somebody was writing. */
export const signIn = {
  title: 'Sign in',
  labels: { email: 'E-mail address', password: 'Password' },
  submit: 'Sign in',
  /** At the identity provider of the employer. */
  at: (provider: string) => `Sign in with ${provider}`,
  or: 'Or with a password',
  /** Where passwords are for few. */
  orKept: (provider: string) => `If ${provider} is down: with the password of an account that is kept for that`,
  /** Of the device: no address, no password, no code. */
  passkey: 'Sign in with a passkey',
  passkeyWrong: {
    NotAllowedError:
      'Nothing came of it: it was stopped, took too long, or this device has no passkey of this site. Try again, or sign in with your password.',
    failed: 'The passkey could not be used just now. Try again, or sign in with your password.',
  },
  elsewhere: 'It opens a window of its own, and what you wrote stays here.',
  signedIn: 'I have signed in there: go on',
  /** Why that came to nothing. */
  failed: {
    refused: (provider: string) => `${provider} did not sign you in. Try again, or ask whoever administers it.`,
    other_browser: () => 'This sign-in was begun in another window, or too long ago. Sign in once more.',
    used: () => 'This sign-in was used already, or took too long. Sign in once more.',
    clock: (provider: string) =>
      `The clocks of this server and of ${provider} differ too much. Ask an administrator to set the server’s clock.`,
    unreachable: (provider: string) =>
      `${provider} does not answer. Try again in a minute, or sign in with a password that counts here.`,
    wrong: (provider: string) =>
      `What ${provider} answered does not fit this site. Ask an administrator: the server’s log says what is wrong.`,
  },
  /** Said once, after it. */
  signedOut: 'You are signed out.',
  passwordSet: 'Your password is set, and you are signed in.',
  noAccount:
    'There is no account yet. The server printed a link as it started, after “Begin”: it makes the first administrator, once, within 24 hours. Each start prints a new one until then.',
  disabled: 'The account that was signed in here was disabled. Ask an administrator, or sign in as somebody else.',
  keptAnyhow: 'What you wrote is kept: whoever signs in here now can send it.',
  kept: 'Your session has ended. What you wrote is kept: sign in, and you can send it.',
  recovered: 'You are signed in',
  left: (count: number) =>
    count === 0
      ? 'That was the last of your codes. Set up the second factor anew, under your account.'
      : count === 1
        ? 'That code is used up. 1 is left: set up the second factor anew, under your account.'
        : `That code is used up. ${count} are left.`,
  goOn: 'Go on',
  again: 'You are signed in again',
  againLead: 'Nothing has been sent yet. What you wrote before is still here.',
  send: 'Send it now',
  leave: 'Leave it, and go to the board',
  /** Where a form could not be taken; by the status of the answer. */
  unposted: {
    title: 'Nothing was posted',
    perhaps: 'It may have been posted: look before you send it again',
    why: {
      400: 'It contained something that is no text, which is left out below.',
      403: 'Your role needs a second factor here. Set it up in another window, under your account; then come back.',
      413: 'It was too much at once: shorten it first.',
      429: 'Much was asked in a short time: wait a minute.',
      500: 'Something went wrong at the server.',
      503: 'The server could not do it just now.',
    },
    lead: 'What you wrote is here; send it again.',
    send: 'Send it again',
  },
}
