import type { SetupPurpose, Trx } from '../../../db/schema/index.ts'
import { insertSetupLink, withdrawSetupLinks } from '../../../db/staff/setup-links.ts'
import { DAY, type Instant } from '../../domain/vocabulary.ts'
import { hashOf, newSecret } from '../../lib/secret/secrets.ts'

/** A link is valid this long (DESIGN 4.5). */
const VALID_FOR = DAY

/** Makes a one-time link of `/staff/setup/` and returns its token. A person's earlier ones are no longer valid. */
export async function makeSetupLink(
  trx: Trx,
  { purpose, personId, now }: { purpose: SetupPurpose; personId: string | null; now: Instant },
): Promise<string> {
  const token = newSecret()
  if (personId !== null && purpose !== 'visit') await withdrawSetupLinks(trx, personId)
  const row = { hash: hashOf(token), purpose, person_id: personId, created_at: now, expires_at: now + VALID_FOR }
  await insertSetupLink(trx, { ...row, used_at: null, event_id: null })
  return token
}
