import { createHash, randomBytes } from 'node:crypto'

/** 32 random bytes as base64url: what only its holder has. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a secret: SHA-256, hex. It has too many possible values for anything slower to be needed. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
