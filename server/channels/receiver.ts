import type { Because } from '../domain/subscription/audience.ts'
import type { Receiver } from './channel.ts'

/** A subscriber as the database has it. */
interface Stored {
  id: string
  address: string
  keys: string | null
  locale: string
  time_zone: string | null
  link_generation: number
}

/** Whom a message is composed for. */
export function receiverOf({ time_zone: timeZone, link_generation: linkGeneration, ...rest }: Stored): Receiver {
  const { id, address, keys, locale } = rest
  return { id, address, keys, locale, timeZone, linkGeneration }
}

/** Whoever has unsubscribed meanwhile is told as a contact alone. */
export function standing(because: Because, { state }: { state: string }): Because {
  return because.type === 'contact' && state !== 'active' ? { ...because, follows: null } : because
}
