/** Having a link to set a new password mailed. It never says whether there is an account. */
export const forgotten = {
  title: 'Forgotten your password?',
  lead: 'Give the e-mail address by which you sign in. A link to set a new password is mailed to it.',
  labels: { email: 'E-mail address' },
  submit: 'Mail me a link',
  asked: {
    title: 'Look into your mail',
    lead: 'If there is an account with this address, a mail is on its way. The link is good for one hour, and works once.',
    none: 'Nothing after a few minutes? Look among the spam. Links that were mailed within the last hour still work. An administrator can make you one as well.',
    again: 'Give another address',
  },
}
