import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import MailComposer from 'nodemailer/lib/mail-composer'
import { messageOf } from '../../../lib/error-code.ts'
import type { DeliveryJob, SingleChannel } from '../../channel.ts'
import { composeEmail } from '../compose.ts'
import type { MailSite } from '../email.ts'
import { toMime } from './mime.ts'
import { emailRetryPolicy, RELAY_RETRY_FOR } from './retry-policy.ts'

/**
 * Mail that stays here: one `.eml` file each, whole or not at all, and the same file when it is written again. For its
 * owner's eyes alone: links in mails are signed for their readers.
 */
export function mailbox(folder: string, site: MailSite): SingleChannel {
  return {
    ...emailRetryPolicy(RELAY_RETRY_FOR),
    mode: 'single',
    capacity: 16,
    claimSize: 16,
    close: async () => {},
    async send(job) {
      const mail = { ...toMime(composeEmail(job, site)), date: new Date(job.at) }
      const bytes = await new MailComposer(mail).compile().build()
      const name = fileName(job)
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await writeWhole(folder, name, bytes)
        return { outcome: { kind: 'sent', reference: name } }
      } catch (error) {
        const why = `the local mailbox: ${messageOf(error)}`
        return { outcome: { kind: 'later', why }, pause: { why, alarm: true } }
      }
    },
  }
}

/** In order of time when listed: `20261110T150000Z-42-9x3k…eml`. */
function fileName({ at, eventId, receiver }: DeliveryJob): string {
  const time = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')
  return `${time}-${eventId}-${receiver.id.replace(/\W/g, '_')}.eml`
}

async function writeWhole(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(folder, `.${name}.tmp`)
  const file = await open(temporary, 'w', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, join(folder, name))
}
