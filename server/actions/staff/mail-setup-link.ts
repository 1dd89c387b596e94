import type { Row, Trx } from '../../../db/schema/index.ts'
import { insertSetupLink, withdrawSetupLinks } from '../../../db/staff/setup-links.ts'
import { accountSecretOf } from '../../../db/system/audit-key.ts'
import { DAY, HOUR, type Instant } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import { accountToken } from '../../lib/links.ts'
import { hashOf, newSecret } from '../../lib/secret/secrets.ts'
import { tellStaff } from './tell-staff.ts'

/** One that somebody asked for without being known is of use for a moment only. */
const VALID_FOR = { administrator: DAY, asked: HOUR }

/** Whose link it is. */
export type Recipient = Pick<Row<'people'>, 'id' | 'email' | 'name' | 'password'>

/**
 * Mails a person a one-time link of `/staff/setup/`, in the transaction of what it is for, and returns its token; it stands
 * nowhere. `by`: the administrator who has it sent, and with it ends earlier links; null: somebody who says they are the
 * person, who is not shown it. Then earlier links stay valid, so that nobody takes them away by asking; using one ends
 * the others.
 */
export async function mailSetupLink(
  trx: Trx,
  { id, email, name, password }: Recipient,
  { by, now }: { by: string | null; now: Instant },
): Promise<string> {
  if (by !== null) await withdrawSetupLinks(trx, id)
  const seed = newSecret()
  const token = accountToken(accountSecretOf(trx), seed)
  const purpose = password === null ? 'invitation' : 'reset'
  const expiresAt = now + (by === null ? VALID_FOR.asked : VALID_FOR.administrator)
  const notice = { purpose, seed, name, by, at: now, expiresAt } as const
  const news = { kind: 'staff.account', topic: `account:${newId()}`, rank: 1, now, notice } as const
  const eventId = await tellStaff(trx, [email], news)
  await insertSetupLink(trx, {
    ...{ hash: hashOf(token), purpose, person_id: id, event_id: eventId },
    ...{ created_at: now, expires_at: expiresAt, used_at: null },
  })
  return token
}
