import { seal, unseal } from '../../../lib/secret/sealed.ts'
import type { DeliveryJob } from '../../channel.ts'

const SEALED = 'account-mail'

/**
 * What of a mail is stored until it is sent: whose link opens an account, only sealed with what is not in the database,
 * so that nobody who reads that has the link.
 */
export function stored(mail: object, { message }: DeliveryJob, secret: string): object {
  return message.kind === 'account' ? { sealed: seal(secret, SEALED, JSON.stringify(mail)) } : mail
}

/** The mail as it goes out, the same bytes each time; null if it was sealed with another secret. */
export function opened(message: unknown, secret: string): unknown {
  const { sealed } = message as { sealed?: string }
  if (sealed === undefined) return message
  const mail = unseal(secret, SEALED, sealed)
  return mail === null ? null : JSON.parse(mail)
}
