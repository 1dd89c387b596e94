import { randomInt } from 'node:crypto'

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'

/** A new id: 12 characters base36, random. */
export function newId(): string {
  return Array.from({ length: 12 }, () => ALPHABET[randomInt(36)]).join('')
}
