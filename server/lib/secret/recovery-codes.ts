import { randomInt } from 'node:crypto'
import { hashOf } from './secrets.ts'

/** Without signs that read alike. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789'
const [COUNT, GROUPS, SIZE] = [10, 4, 4]

/** Codes in place of an authenticator that is lost, each good for once: 79 bits, such as "k3vq-9hmx-2wpd-ze7t". */
export function newRecoveryCodes(): string[] {
  const group = () => Array.from({ length: SIZE }, () => SIGNS[randomInt(SIGNS.length)]).join('')
  return Array.from({ length: COUNT }, () => Array.from({ length: GROUPS }, group).join('-'))
}

/** What is kept of a code, however it was typed. */
export function recoveryHash(code: string): string {
  return hashOf(`recovery ${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`)
}
