/** Links that were printed or mailed: the first administrator, an invitation, a new password, a look at the demonstration. */
export const setup = {
  title: {
    first: 'Make the first administrator',
    invitation: 'Welcome to the desk',
    reset: 'Set a new password',
    visit: 'Look at the desk',
    over: 'This link is no longer valid',
  },
  lead: {
    first: (_name: string) => 'This account looks after the installation, and invites everybody else.',
    invitation: (name: string) => `${name}, set a password to begin.`,
    reset: (name: string) => `${name}, your other sessions end when you set it.`,
    visit: (name: string) =>
      `You will be signed in as ${name}, who is invented. What you post is part of the demonstration.`,
    over: (_name: string) =>
      'It was used, or its time is over, or a newer one has taken its place. Have another made, or ask an administrator for one.',
  },
  labels: { name: 'Your name', email: 'E-mail address', password: 'Password' },
  nameHint: 'As your colleagues and the audit trail see it.',
  passwordHint:
    'At least 12 characters, and nothing that many people take. Several words are easier to remember than signs.',
  another: 'Have another link made',
  submit: {
    first: 'Make the account',
    invitation: 'Begin',
    reset: 'Set the password',
    visit: 'Sign in',
  },
}
