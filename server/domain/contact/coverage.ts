import { DAY, type Instant } from '../vocabulary.ts'
import { type Contact, PURPOSES, type Purpose } from './contact.ts'

/** An entry that nobody has said to be right for so long is doubted: people leave. */
export const DOUBTED_AFTER = 365 * DAY

/**
 * What an organisation lacks for a purpose: it named nobody, mail to everybody came back, or goes to nobody any more; or
 * everybody who can be told was last confirmed more than a year ago.
 */
export const LACKS = ['none', 'bounced', 'suppressed', 'unconfirmed'] as const
export type Lack = (typeof LACKS)[number]

export interface Gap {
  purpose: Purpose
  lack: Lack
}

type Reached = Pick<Contact, 'purposes' | 'phone' | 'unreachable' | 'confirmedAt'>

/** Of one purpose: how many an organisation named for it, and what is amiss; null: somebody is told. */
export interface Coverage {
  purpose: Purpose
  named: number
  /** How many of these cannot be told. */
  dead: number
  lack: Lack | null
}

/** Who of an organisation is told of what, purpose by purpose. */
export function coverageOf(contacts: readonly Reached[], now: Instant): Coverage[] {
  return PURPOSES.map((purpose) => {
    const named = contacts.filter(({ purposes }) => purposes.includes(purpose))
    const works = named.filter((one) => isReached(one, purpose))
    const dead = named.length - works.length
    return { purpose, named: named.length, dead, lack: lackOf(named, works, now) }
  })
}

/** What an organisation lacks, by purpose (DESIGN 2.6, "coverage"); empty: every promise to it has somebody to go to. */
export function gapsOf(contacts: readonly Reached[], now: Instant): Gap[] {
  return coverageOf(contacts, now).flatMap(({ purpose, lack }) => (lack === null ? [] : [{ purpose, lack }]))
}

/** An escalation is told by hand: by telephone, too. */
function isReached({ unreachable, phone }: Reached, purpose: Purpose): boolean {
  return unreachable === null || (purpose === 'escalation' && phone !== null)
}

function lackOf(named: readonly Reached[], works: readonly Reached[], now: Instant): Lack | null {
  if (named.length === 0) return 'none'
  if (works.length === 0)
    return named.some(({ unreachable }) => unreachable?.how === 'bounced') ? 'bounced' : 'suppressed'
  return works.every(({ confirmedAt }) => confirmedAt < now - DOUBTED_AFTER) ? 'unconfirmed' : null
}
