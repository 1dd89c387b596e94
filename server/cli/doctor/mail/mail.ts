import type { Config } from '../../../config/index.ts'
import type { Examined, Finding } from '../finding.ts'
import { relayFindings } from './relay.ts'
import { resendFindings } from './resend.ts'

/** The way mail goes, tried up to where a mail would leave; and whether answers reach anybody. */
export async function mailFindings({ config }: Examined): Promise<Finding[]> {
  const { mail } = config
  if (mail.kind === 'mailbox') {
    const mend = 'Set RESEND_API_KEY or SMTP_URL, EMAIL_FROM and EMAIL_REPLY_TO, for mails that reach people.'
    return [{ level: 'warn', text: `mail: no provider; mails are written to ${mail.folder}`, mend }]
  }
  const tried =
    mail.kind === 'resend'
      ? await resendFindings(mail, config.emailFrom)
      : await relayFindings(mail.url, config.emailFrom)
  return [...tried, ...replies(config)]
}

function replies({ emailReplyTo }: Config): Finding[] {
  if (emailReplyTo) return []
  const text = 'mail: EMAIL_REPLY_TO is not set, so replies do not reach the desk'
  return [{ level: 'warn', text, mend: 'Set EMAIL_REPLY_TO to the mailbox of the desk.' }]
}
