import { Secret, TOTP } from 'otpauth'

/** RFC 6238 as every authenticator has it: SHA-1, 6 digits, 30 s. */
const PERIOD = 30_000

/** A new shared secret: 20 random bytes in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** The `otpauth:` link by which an authenticator takes a secret over. */
export function totpLink(secret: string, { issuer, account }: { issuer: string; account: string }): string {
  // A colon would divide the label.
  return new TOTP({ issuer: issuer.replaceAll(':', ' '), label: account, secret: Secret.fromBase32(secret) }).toString()
}

/** The step that a code of six digits is of: the present one, or one beside it; null if it is of none (RFC 6238, 5.2). */
export function totpStep(secret: string, code: string, now: number): number | null {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  const delta = totp.validate({ token: code, timestamp: now, window: 1 })
  return delta === null ? null : Math.floor(now / PERIOD) + delta
}
