import { fingerprintOf, purposeKey } from '../../server/lib/secret-key.ts'
import type { Reader } from '../schema/index.ts'

/** What the entries of the audit trail are keyed with. */
export interface AuditKey {
  /** Of the secret key that it comes from. */
  fingerprint: string
  bytes: Buffer
}

/** By the adapter, which a database shares with its transactions. */
const keys = new WeakMap<object, AuditKey>()

export function auditKeyFrom(secretKey: string): AuditKey {
  return { fingerprint: fingerprintOf(secretKey), bytes: purposeKey(secretKey, 'audit') }
}

/** Keys the audit trail of this connection from now on. Nothing can be recorded in it before. */
export function useSecretKey(db: Reader, secretKey: string): void {
  keys.set(db.getExecutor().adapter, auditKeyFrom(secretKey))
}

/** The key in use; null if there is none. */
export function auditKeyOf(db: Reader): AuditKey | null {
  return keys.get(db.getExecutor().adapter) ?? null
}
