/** The local mailbox: what would have been sent. */
export const mail = {
  title: 'Local mailbox',
  lead: 'No mail provider is configured: mails are kept here, and nobody receives them.',
  none: 'No mail yet. What is told to subscribers and to staff by mail appears here.',
  noSubject: 'No subject',
  to: (address: string) => `To ${address}`,
  newer: 'Newer mails',
  older: 'Older mails',
  pages: 'More mails',
  all: 'All mails',
  download: 'Download the mail',
  hidden: 'Its link opens an account, and is shown to administrators only.',
  labels: { from: 'From', to: 'To', sent: 'Sent' },
  asSent: 'As it was sent',
  plain: 'Plain text',
  headers: 'All headers',
}
