import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { purposeKey } from '../secret-key.ts'

const CIPHER = 'aes-256-gcm'
const NONCE = 12
const TAG = 16

/** A text for an address or a form that nobody else can read or make: AES-256-GCM, as base64url. */
export function seal(secret: string, purpose: string, text: string): string {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv(CIPHER, purposeKey(secret, purpose), nonce)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
}

/** What was sealed for this purpose; null if it was not, or something of it was changed. */
export function unseal(secret: string, purpose: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url')
  const [nonce, tag] = [bytes.subarray(0, NONCE), bytes.subarray(NONCE, NONCE + TAG)]
  if (tag.length < TAG) return null
  const decipher = createDecipheriv(CIPHER, purposeKey(secret, purpose), nonce).setAuthTag(tag)
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
