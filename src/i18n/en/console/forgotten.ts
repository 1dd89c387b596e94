/** Having a link to set a new password mailed. It never says whether there is an account. */
export const forgotten = {
  title: 'Forgotten your password?',
  lead: 'Give the e-mail address by which you sign in. A link to set a new password is mailed to it.',
  /** Where no mail leaves the installation. */
  leadHere:
    'This installation sends no mail. Ask an administrator for a link: they make one under “People”, or with this command, where Signalpost runs:',
  command: 'npm run -s signalpost -- staff reset you@example.com',
  orHere: 'Or have one written to the local mailbox, which administrators read.',
  labels: { email: 'E-mail address' },
  submit: 'Mail me a link',
  submitHere: 'Write a link to the local mailbox',
  asked: {
    title: 'Look into your mail',
    lead: 'If there is an account with this address, a mail is on its way. The link is good for one hour, and works once.',
    titleHere: 'Ask an administrator for your link',
    leadHere:
      'If there is an account with this address, a link is in the local mailbox now: no mail leaves this installation. It is good for one hour, and works once.',
    noneHere:
      'An administrator hands it to you, or makes you one under “People”, or with this command, where Signalpost runs:',
    none: 'Nothing after a few minutes? Look among the spam. Links that were mailed within the last hour still work. An administrator can make you one as well.',
    again: 'Give another address',
  },
}
