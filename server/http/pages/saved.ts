import type { Instant, Kind, Scope } from '../../domain/vocabulary.ts'
import { MINUTE } from '../../domain/vocabulary.ts'
import { matches, sign } from '../../lib/links.ts'

/** What a subscriber has chosen: what it follows, in any order, and how it is told. */
export interface Choices {
  follows: readonly { scope: Scope; kinds: readonly Kind[] }[]
  locale: string
  timeZone: string | null
}

/** So long may a page say that something was saved just now. */
const FRESH = 10 * MINUTE

/** `<at base36>.<mac>`, for an address: at that instant a subscriber saved these choices. Nobody else can make it. */
export function savedMark(secret: string, subscriberId: string, choices: Choices, at: Instant): string {
  const { locale, timeZone } = choices
  const follows = choices.follows.map(({ scope, kinds }) =>
    JSON.stringify([scope.type, 'id' in scope && scope.id, kinds]),
  )
  const text = JSON.stringify([subscriberId, at, follows.sort(), locale, timeZone])
  return `${at.toString(36)}.${sign(secret, 'saved', text)}`
}

/** Did the subscriber save just what is so now, a moment ago? */
export function wasSaved(secret: string, subscriberId: string, now: Choices, mark: string, clock: Instant): boolean {
  const at = Number.parseInt(mark, 36)
  return clock - at <= FRESH && at <= clock && matches(mark, savedMark(secret, subscriberId, now, at))
}
