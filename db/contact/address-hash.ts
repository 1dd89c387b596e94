import { sign } from '../../server/lib/links.ts'
import type { Reader } from '../schema/index.ts'
import { addressSecretOf } from '../system/audit-key.ts'

/**
 * What stands for a contact's address in proofs: the same for the same address, also after the person was erased, and
 * nothing to whoever has not the secret key, which is in no database and no backup.
 */
export function addressHash(db: Reader, address: string): string {
  return sign(addressSecretOf(db), 'contact address', address)
}
