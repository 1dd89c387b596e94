import type { Instant } from '../vocabulary.ts'

/** An interval of time, `endsAt` excluded. */
export interface Window {
  startsAt: Instant
  endsAt: Instant
}

/** Local hours of a zone, "HH:MM". An end that is not after the start is on the next day. */
export interface WallHours {
  wallStart: string
  wallEnd: string
  zone: string
}

/**
 * The window that begins on an ISO date. Local times are what was promised: start and end are converted separately, so a
 * night window lasts 5 or 7 hours when the clocks change. A time that the clocks skip moves forward with them; of a time
 * that occurs twice the first counts. If nothing of the window were left, it keeps its length.
 */
export function windowOn(date: string, { wallStart, wallEnd, zone }: WallHours): Window {
  const day = Temporal.PlainDate.from(date)
  const starts = day.toPlainDateTime(wallStart)
  const overnight = wallEnd <= wallStart
  const ends = (overnight ? day.add({ days: 1 }) : day).toPlainDateTime(wallEnd)
  const startsAt = instantOf(starts, zone)
  const endsAt = instantOf(ends, zone)
  return { startsAt, endsAt: endsAt > startsAt ? endsAt : startsAt + starts.until(ends).total('milliseconds') }
}

function instantOf(wall: Temporal.PlainDateTime, zone: string): Instant {
  return wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
}

export function overlap(a: Window, b: Window): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt
}

/** ISO date of an instant in a zone. */
export function dateIn(zone: string, at: Instant): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** From the first instant of one ISO date to the last of another, in a zone. */
export function daysWindow(from: string, until: string, zone: string): Window {
  const start = (date: Temporal.PlainDate) => date.toZonedDateTime(zone).epochMilliseconds
  return {
    startsAt: start(Temporal.PlainDate.from(from)),
    endsAt: start(Temporal.PlainDate.from(until).add({ days: 1 })),
  }
}
