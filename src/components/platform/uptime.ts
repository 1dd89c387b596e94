import type { PastDays } from '../../../server/domain/platform/uptime.ts'
import type { Instant } from '../../../server/domain/vocabulary.ts'
import type { Dictionary } from '../../i18n/index.ts'

/** A platform's uptime with the time that it is of; `whole`: the words where it was on record all the time. */
export function uptimeText(
  percent: string,
  { from, until }: Pick<PastDays, 'from' | 'until'>,
  whole: string,
  { platform }: Dictionary,
  day: (at: Instant) => string,
): string {
  if (until === null) return from === null ? whole : platform.uptimeSince(percent, day(from))
  const last = day(until)
  if (from === null) return platform.uptimeUntil(percent, last)
  return day(from) === last ? platform.uptimeOn(percent, last) : platform.uptimeBetween(percent, day(from), last)
}
