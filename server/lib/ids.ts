import { createHash, randomInt } from 'node:crypto'

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'

/** A new random id: 12 characters base36. */
export function newId(): string {
  return Array.from({ length: 12 }, () => ALPHABET[randomInt(36)]).join('')
}

/** An id of 12 characters base36, always the same for the same name. */
export function stableId(name: string): string {
  const number = createHash('sha256').update(name).digest().readBigUInt64BE()
  return number.toString(36).padStart(12, '0').slice(-12)
}
