import type { Instant } from '../vocabulary.ts'

/** The day that a date ("2026-11-22") is in a zone, its end excluded; null where there is no such day. */
export function dayOn(date: string, zone: string): { from: Instant; until: Instant } | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return null
  try {
    const day = Temporal.PlainDate.from(date, { overflow: 'reject' })
    const [from, until] = [day, day.add({ days: 1 })].map((one) => one.toZonedDateTime(zone).epochMilliseconds)
    return { from: from as Instant, until: until as Instant }
  } catch {
    return null
  }
}
