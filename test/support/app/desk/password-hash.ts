import { argon2Sync, randomBytes } from 'node:crypto'

/**
 * A password as an installation stores it, at next to no cost: the parameters stand in the hash, and those that the product
 * gives a new one take 40 ms each time they are compared.
 */
export function passwordHash(password: string): string {
  const [memory, passes, nonce] = [8, 1, randomBytes(16)]
  const tag = argon2Sync('argon2id', { memory, passes, parallelism: 1, tagLength: 32, message: password, nonce })
  return ['argon2id', memory, passes, nonce.toString('base64url'), tag.toString('base64url')].join('$')
}
