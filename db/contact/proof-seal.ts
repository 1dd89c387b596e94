import { createHmac, type Hmac } from 'node:crypto'
import type { Reader } from '../schema/index.ts'
import { proofSecretOf } from '../system/audit-key.ts'

/** Seals a file of proofs: fed with all of it, gives what only who has the secret key can make. */
export function proofSeal(db: Reader): Hmac {
  return createHmac('sha256', proofSecretOf(db))
}
