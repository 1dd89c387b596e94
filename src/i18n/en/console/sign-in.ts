/** Signing in, also where a session ended while somebody was writing. */
export const signIn = {
  title: 'Sign in',
  labels: { email: 'E-mail address', password: 'Password' },
  submit: 'Sign in',
  forgotten: 'Forgotten your password? An administrator can send you a link to set a new one.',
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
}
