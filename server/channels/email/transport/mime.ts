import type { SendMailOptions } from 'nodemailer'
import type { Email } from '../email.ts'

/** An e-mail in the form nodemailer wants. */
export function toMime({ headers, ...email }: Email): SendMailOptions {
  const { 'Message-ID': messageId, References: references, 'In-Reply-To': inReplyTo, ...others } = headers
  return {
    from: email.from,
    replyTo: email.replyTo,
    // As an object it is taken as it is, never parsed into several.
    to: { name: '', address: email.to },
    subject: email.subject,
    text: email.text,
    html: email.html,
    messageId,
    references,
    inReplyTo,
    headers: Object.entries(others).map(([key, value]) => ({
      key,
      // As they are: folded after the colon they have broken signatures of signers further on, and an encoded List-Id
      // is none.
      value: key.startsWith('List-') ? { prepared: true, value } : value,
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}
