import { createHmac } from 'node:crypto'
import type { Reader } from '../schema/index.ts'
import { proofSecretOf } from '../system/audit-key.ts'

/** The seal of what proves something, which only who has the secret key can make. */
export function proofSeal(db: Reader, content: string): string {
  return createHmac('sha256', proofSecretOf(db)).update(content).digest('hex')
}
