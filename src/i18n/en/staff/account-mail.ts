/** To one of staff: a link to the own account. It may be read late, so it names times. */
export const account = {
  subject: {
    invitation: (site: string) => `Your account at the desk of ${site}`,
    reset: (site: string) => `Set a new password for the desk of ${site}`,
  },
  lead: {
    invitation: (name: string, by: string) => `${name}, ${by} has made an account for you, to work at the desk.`,
    reset: (name: string, by: string) => `${name}, ${by} sends you a link to set a new password.`,
  },
  /** Nobody knows who it was. */
  asked: {
    invitation: (name: string) => `${name}, somebody, we hope you, asked for this link to begin with your account.`,
    reset: (name: string) => `${name}, somebody, we hope you, asked for a link to set a new password.`,
  },
  button: { invitation: 'Set your password', reset: 'Set a new password' },
  instruction: { invitation: 'Set your password on this page:', reset: 'Set a new password on this page:' },
  validity: (until: string) => `The link works once, until ${until}.`,
  sessions: 'Your other sessions end with it. A second factor stays, and is asked for.',
  ignore: {
    invitation: 'If it was not you, do nothing: the account stays as it is.',
    reset: 'If it was not you, do nothing: your password stays as it is.',
  },
  private: 'Pass this mail on to nobody: whoever has the link has your account.',
  because: (site: string) => `You get this because you have an account at the desk of ${site}.`,
}
