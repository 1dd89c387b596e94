import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digestInZone, isTimely, nextDigest } from '../../../server/domain/subscription/digest.ts'
import { wallOf } from '../../../server/domain/time/wall.ts'
import { DAY, HOUR } from '../../../server/domain/vocabulary.ts'

const at = (text: string) => Date.parse(text)
const shown = (instant: number) => new Date(instant).toISOString().slice(0, 16)

test('a digest is due at eight on Mondays, in the weeks in which clocks are set, too', () => {
  expect(shown(nextDigest(at('2026-11-10T12:00Z'), 'America/Denver'))).toBe('2026-11-16T15:00')
  expect(shown(nextDigest(at('2026-11-16T14:59Z'), 'America/Denver'))).toBe('2026-11-16T15:00')
  expect(shown(nextDigest(at('2026-11-16T15:00Z'), 'America/Denver'))).toBe('2026-11-23T15:00')
  expect(shown(nextDigest(at('2026-03-05T12:00Z'), 'America/Denver'))).toBe('2026-03-09T14:00')
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2028, 0) }),
      fc.constantFrom('America/Denver', 'Pacific/Auckland', 'Asia/Kathmandu', 'UTC'),
      (now, zone) => {
        const due = nextDigest(now, zone)
        const [date = '', time] = wallOf(due, zone).text.split('T')
        expect([new Date(date).getUTCDay(), time]).toEqual([1, '08:00'])
        expect(due).toBeGreaterThan(now)
        expect(due - now).toBeLessThanOrEqual(7 * DAY + HOUR)
      },
    ),
  )
})

test('whoever has had it this week gets none again by moving west, and whoever has not still does', () => {
  const due = nextDigest(at('2026-11-16T09:00Z'), 'Europe/London')
  expect(shown(digestInZone(due, at('2026-11-16T09:00Z'), 'America/Denver'))).toBe('2026-11-23T15:00')
  const waiting = nextDigest(at('2026-11-14T09:00Z'), 'Europe/London')
  expect(shown(digestInZone(waiting, at('2026-11-14T09:00Z'), 'America/Denver'))).toBe('2026-11-16T15:00')
})

test('one that was missed is sent on its day and the next, no later', () => {
  const due = at('2026-11-16T15:00Z')
  expect(isTimely(due, at('2026-11-18T06:59Z'), 'America/Denver')).toBe(true)
  expect(isTimely(due, at('2026-11-18T07:00Z'), 'America/Denver')).toBe(false)
})
