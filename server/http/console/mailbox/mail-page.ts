import type { MailRow, MailsView, MailView } from '../../../../src/views.ts'
import type { Mail } from './mailbox.ts'

/** A mail runs and loads nothing; its links open outside the frame. */
export const FRAMED_POLICY = `sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'`

const LIST = '/staff/mail/'

/** The list of the mailbox, one of its `pages`. */
export function listContent(mails: readonly Mail[], page: number, pages: number): Omit<MailsView, 'me' | 'faults'> {
  const at = (number: number) => (number < 1 || number > pages ? null : `${LIST}?page=${number}`)
  const rows = mails.map((mail) => ({ href: LIST + mail.name, ...rowOf(mail) }))
  return { kind: 'console/mailbox/mails', mails: rows, newer: at(page - 1), older: at(page + 1) }
}

/** One mail with all that is shown of it beside its frame. `isWhole`: nothing was left out of it for whoever looks. */
export function mailContent(mail: Mail, isWhole: boolean): Omit<MailView, 'me' | 'faults'> {
  const own = LIST + mail.name
  return {
    kind: 'console/mailbox/mail',
    mail: { ...rowOf(mail), from: mail.from },
    frame: mail.html === null ? null : `${own}/html`,
    file: isWhole ? `${own}/raw` : null,
    text: linked(mail.text),
    headers: mail.headers,
  }
}

function rowOf({ to, subject, date }: Mail): Omit<MailRow, 'href'> {
  const at = date?.getTime() ?? Number.NaN
  return { to, subject, sentAt: Number.isNaN(at) ? null : at }
}

/** A text apart from the web addresses in it. */
function linked(text: string): MailView['text'] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((words, index) => ({ words, isLink: index % 2 === 1 }))
    .filter(({ words }) => words !== '')
}
