/** To leads and administrators: somebody came in past the identity provider. It may be read late, so it names times. */
export const breakGlass = {
  subject: (name: string, site: string) => `Break-glass account in use at the desk of ${site}: ${name}`,
  what: (name: string, time: string) =>
    `The account “${name}” signed in at ${time}. It is kept for when single sign-on is down, and came in past it.`,
  browser: (browser: string) => `With: ${browser}.`,
  fine: 'If you or a colleague did this, nothing is to be done. The board shows it as long as it is signed in.',
  otherwise:
    'If nobody of you did: disable the account now, which signs it out everywhere, and read in the audit trail what it did.',
  button: 'See the accounts',
  people: 'Accounts:',
  audit: 'Audit trail:',
  because: (site: string) => `You get this because you are a lead or an administrator at the desk of ${site}.`,
}
