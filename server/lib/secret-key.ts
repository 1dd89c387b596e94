import { hkdfSync } from 'node:crypto'

/** The fewest characters that a secret key may have; generated ones have 43 (32 random bytes as base64url). */
export const SECRET_KEY_LENGTH = 32

/**
 * 32 bytes for one purpose (RFC 5869, HKDF-SHA256), so that what one use of the secret key gives away says nothing about
 * another.
 */
export function purposeKey(secretKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, '', `signalpost ${purpose}`, 32))
}

/** 16 hex digits by which a key is recognised; they tell nothing of the key itself. */
export function fingerprintOf(secretKey: string): string {
  return purposeKey(secretKey, 'fingerprint').toString('hex').slice(0, 16)
}
