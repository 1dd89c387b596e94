import type { SendMailOptions } from 'nodemailer'
import type { Letter } from './letter.ts'

/** A letter as nodemailer takes it. */
export function toMime({ headers, ...letter }: Letter): SendMailOptions {
  const { 'Message-ID': messageId, References: references, 'In-Reply-To': inReplyTo, ...others } = headers
  return {
    from: letter.from,
    replyTo: letter.replyTo,
    // As an object it is taken as it is, never parsed into several.
    to: { name: '', address: letter.to },
    subject: letter.subject,
    text: letter.text,
    html: letter.html,
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
