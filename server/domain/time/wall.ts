import type { Instant } from '../vocabulary.ts'

/**
 * A local time in a zone. Where the clocks are put back it happens twice. Where they are put forward there is none of it:
 * `before` and `after` are as far from the jump as it was meant to be.
 */
export type WallTime =
  | { is: 'once'; at: Instant }
  | { is: 'twice'; at: Instant; again: Instant }
  | { is: 'skipped'; before: Instant; after: Instant }

/** Reads a local time as browsers send it ("2026-11-22T14:30"), to the minute; null where it is none. */
export function readWall(text: string, zone: string): WallTime | null {
  const [, date, clock] = /^(\d{4}-\d\d-\d\d)[T ]+(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?$/.exec(text.trim()) ?? []
  if (!date || !clock) return null
  const wall = plain(`${date}T${clock}`)
  if (!wall) return null
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    wall.toZonedDateTime(zone, { disambiguation }),
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime]
  const [at, again] = [earlier.epochMilliseconds, later.epochMilliseconds]
  if (at === again) return { is: 'once', at }
  return earlier.toPlainDateTime().equals(wall)
    ? { is: 'twice', at, again }
    : { is: 'skipped', before: at, after: again }
}

function plain(text: string): Temporal.PlainDateTime | null {
  try {
    return Temporal.PlainDateTime.from(text, { overflow: 'reject' })
  } catch {
    return null
  }
}

/** An instant as a form shows it: the local time, and whether it is the second of two. */
export function wallOf(at: Instant, zone: string): { text: string; again: boolean } {
  const text = Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
  const read = readWall(text, zone)
  return { text, again: read?.is === 'twice' && at >= read.again }
}
