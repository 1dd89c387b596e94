import type { Allowance } from '../allowance.ts'
import { HOUR } from '../vocabulary.ts'

/** What asking for a link takes of whoever asks, whatever the address: counted apart from tries to sign in. */
export function askingFrom(client: string): Allowance {
  return { key: `password asked from ${client}`, limit: { count: 10, per: HOUR } }
}

/** Of the address: more than these few links at a time would help nobody, and flood its owner. */
export function mailedTo(email: string): Allowance {
  return { key: `password mailed to ${email}`, limit: { count: 3, per: HOUR } }
}
