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
const factors = new WeakMap<object, string>()
const accounts = new WeakMap<object, string>()
const addresses = new WeakMap<object, string>()
const proofs = new WeakMap<object, string>()

export function auditKeyFrom(secretKey: string): AuditKey {
  return { fingerprint: fingerprintOf(secretKey), bytes: purposeKey(secretKey, 'audit') }
}

/** Keys the audit trail of this connection from now on. Nothing can be recorded in it before. */
export function useSecretKey(db: Reader, secretKey: string): void {
  const { adapter } = db.getExecutor()
  keys.set(adapter, auditKeyFrom(secretKey))
  factors.set(adapter, purposeKey(secretKey, 'second factor').toString('base64url'))
  accounts.set(adapter, purposeKey(secretKey, 'account links').toString('base64url'))
  addresses.set(adapter, purposeKey(secretKey, 'addresses').toString('base64url'))
  proofs.set(adapter, purposeKey(secretKey, 'proof of notice').toString('base64url'))
}

/** What `addressSecretOf` returns of this connection from now on, where nothing else of the secret key is known. */
export function useAddressSecret(db: Reader, secret: string): void {
  addresses.set(db.getExecutor().adapter, secret)
}

/** The key in use; null if there is none. */
export function auditKeyOf(db: Reader): AuditKey | null {
  return keys.get(db.getExecutor().adapter) ?? null
}

/** What second factors are sealed with: of the secret key, which is not in the database. Throws before `useSecretKey`. */
export function factorSecretOf(db: Reader): string {
  return madeOf(factors, db)
}

/** What mailed links of accounts are made with: of the secret key, so that nobody makes one of what the database has. */
export function accountSecretOf(db: Reader): string {
  return madeOf(accounts, db)
}

/** What secret addresses of subscribers are sealed and named with. */
export function addressSecretOf(db: Reader): string {
  return madeOf(addresses, db)
}

/** What files of proofs are sealed with. */
export function proofSecretOf(db: Reader): string {
  return madeOf(proofs, db)
}

function madeOf(secrets: WeakMap<object, string>, db: Reader): string {
  const secret = secrets.get(db.getExecutor().adapter)
  if (secret === undefined) throw new Error('this connection has no secret key')
  return secret
}
