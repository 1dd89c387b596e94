import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Dictionary } from './index.ts'

/** What the incident is called in which a duplicate goes on: with when it was opened, where both have one title. */
export function masterName(
  duplicate: { title: string },
  { title, openedAt }: { title: string; openedAt?: Instant },
  time: (at: Instant) => string,
  { incident }: Dictionary,
): string {
  return openedAt !== undefined && title === duplicate.title ? incident.whichOpened(title, time(openedAt)) : title
}
