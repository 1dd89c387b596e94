import { lastReportAt } from '../../../../db/delivery/mail-reports.ts'
import type { Db } from '../../../../db/schema/index.ts'
import type { Config } from '../../../config/index.ts'
import type { Examined, Finding } from '../finding.ts'
import { relayFindings } from './relay.ts'
import { resendFindings } from './resend.ts'

/** The way mail goes, tried up to where a mail would leave; and whether answers reach anybody. */
export async function mailFindings({ config, db }: Examined & { db: Db | null }): Promise<Finding[]> {
  const { mail } = config
  if (mail.kind === 'mailbox') {
    const mend = 'Set RESEND_API_KEY or SMTP_URL, EMAIL_FROM and EMAIL_REPLY_TO, for mails that reach people.'
    return [{ level: 'warn', text: `mail: no provider; mails are written to ${mail.folder}`, mend }]
  }
  const tried =
    mail.kind === 'resend'
      ? await resendFindings(mail, config.emailFrom)
      : await relayFindings(mail.url, config.emailFrom)
  return [...tried, ...replies(config), ...(mail.kind === 'resend' ? await reporting(config, db) : [])]
}

function replies({ emailReplyTo }: Config): Finding[] {
  if (emailReplyTo) return []
  const text = 'mail: EMAIL_REPLY_TO is not set, so replies do not reach the desk'
  return [{ level: 'warn', text, mend: 'Set EMAIL_REPLY_TO to the mailbox of the desk.' }]
}

/** Without its reports, an address that is dead is written to for ever. */
async function reporting({ resendWebhookSecret: secret, publicUrl }: Config, db: Db | null): Promise<Finding[]> {
  const mend = `At https://resend.com/webhooks, have the events email.* and suppression.* sent to ${publicUrl}/hooks/resend`
  if (secret === undefined) {
    const text = 'mail: RESEND_WEBHOOK_SECRET is not set, so mails that come back are not noticed'
    return [{ level: 'warn', text, mend: `${mend}, and set RESEND_WEBHOOK_SECRET to its signing secret.` }]
  }
  if (!db) return []
  const last = await lastReportAt(db)
  if (last === null) return [{ level: 'warn', text: 'mail: Resend has reported of no mail lately', mend: `${mend}.` }]
  return [{ level: 'ok', text: `mail: Resend reports what became of mails, last at ${new Date(last).toISOString()}` }]
}
