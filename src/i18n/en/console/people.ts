/** Who works at the desk. */
export const people = {
  title: 'People',
  tokens: 'Tokens of the API',
  labels: { email: 'E-mail address', name: 'Name', role: 'Role' },
  you: 'you',
  state: { active: 'Active', invited: 'Invited', disabled: 'Disabled' },
  factor: 'Second factor',
  breakGlass: 'Break glass',
  removeFactor: 'Remove the second factor',
  removeFactorHint: 'For somebody who has lost it: all sessions end.',
  mark: 'Keep it as a break-glass account',
  unmark: 'Keep it no longer as a break-glass account',
  markHint: (provider: string) =>
    `A break-glass account is for when ${provider} is down: it comes in by password, every lead and administrator is told by mail at once, and the board shows it. With one of them, no other password counts.`,
  confirm: 'I know what this does',
  sessions: (count: number) =>
    count === 0 ? 'not signed in' : count === 1 ? 'signed in with 1 browser' : `signed in with ${count} browsers`,
  change: (name: string) => `Change ${name}`,
  meanwhile: (role: string) =>
    `Somebody has changed it meanwhile: the role is “${role}” now. What you chose is kept. Press again to replace it.`,
  saveRole: 'Change the role',
  reset: 'Make a link for a new password',
  invite: 'Make a new invitation',
  alsoFactor: 'Remove the second factor as well',
  signOut: 'Sign out everywhere',
  disable: 'Disable',
  enable: 'Enable',
  enableAgain: (name: string) => `Enable ${name}`,
  /** Said once, on the page that follows. */
  done: {
    role: (name: string, role: string) => `The role of ${name} is “${role}” now.`,
    mark: (name: string) => `${name} is a break-glass account now.`,
    unmark: (name: string) => `${name} is no break-glass account any more.`,
    factor: (name: string) => `The second factor of ${name} is removed, and all sessions have ended.`,
    signOut: (name: string) => `${name} is signed out everywhere.`,
    disable: (name: string) => `${name} is disabled, and signed out everywhere.`,
    enable: (name: string) => `${name} is enabled. Tokens that were revoked stay so.`,
  },
  /** `names`: the first ten. */
  andRevoked: (names: string, count: number) =>
    ` ${count === 1 ? 'This token is' : `${count} tokens are`} revoked with it: ${names}${count > 10 ? ', …' : ''}.`,
  /** Before: what is revoked with the account. */
  alsoTokens: (names: string) => `Disabling also revokes the tokens made by this person, at once: ${names}.`,
  /** The same of the role: `names` say what each may. */
  lowerTokens: (names: string) =>
    `With a role, the tokens made by this person that may do more than it are revoked, at once. These work: ${names}.`,
  tokenOf: (name: string, role: string) => `${name} (${role})`,
  /** After. */
  revokedTokens: (names: string) => `Revoked when the account was disabled: ${names}.`,
  stillValid: (names: string) => `Still valid, though the account is disabled: ${names}.`,
  revoke: 'Revoke these tokens',
  own: 'Your own account is changed by another administrator.',
  inviteTitle: 'Invite somebody',
  nameHint: 'As colleagues and the audit trail see it.',
  submit: 'Make the account',
  linkTitle: (name: string) => `Hand this link to ${name}`,
  linkLead: 'It sets a password, once, within 24 hours. It is not shown again.',
  mailed: 'It is mailed as well.',
  mailedHere: 'It is in the local mailbox as well: no mail leaves this installation.',
  send: 'Send it by e-mail as well',
  keep: 'Write it as an e-mail as well: it stays in the local mailbox, for there is no mail provider',
  undelivered: {
    failed: 'The mail with the link could not be delivered. Make a new link, and hand it over.',
    waiting: 'The mail with the link has not gone out yet.',
  },
}

export const tokens = {
  title: 'Tokens of the API',
  lead: 'Programs act with a token. What they do stands under its name in the audit trail.',
  none: 'No token is valid.',
  labels: { name: 'Name', role: 'Role', days: 'It ends after' },
  nameHint: 'Who or what uses it.',
  days: (count: number) => (count === 365 ? '1 year' : `${count} days`),
  submit: 'Make a token',
  madeTitle: (name: string) => `The token of ${name}`,
  madeLead: 'Copy it now. It is not shown again.',
  used: (at: string) => `last used ${at}`,
  unused: 'never used',
  ends: (at: string) => `ends ${at}`,
  endless: 'does not end',
  revoke: 'Revoke it now',
  revokeHint: 'Whatever uses it is refused at once. There is no way back, only a new token.',
  revoked: (name: string) => `The token “${name}” is revoked: it no longer works.`,
  revokeNamed: (name: string) => `Revoke ${name}`,
}
