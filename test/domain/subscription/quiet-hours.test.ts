import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAINTENANCE_NEWS } from '../../../server/domain/maintenance/notice.ts'
import { heldUntil, mayWait } from '../../../server/domain/subscription/quiet-hours.ts'
import { wallOf } from '../../../server/domain/time/wall.ts'
import { HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'

const DENVER = 'America/Denver'
const NIGHT = { from: '22:00', to: '07:00' }
const FAR = { startsAt: Date.UTC(2028, 0, 1) }
const held = (now: string, quiet = NIGHT, zone = DENVER, window = FAR) => {
  const until = heldUntil(quiet, zone, Date.parse(now), window)
  return until === null ? null : new Date(until).toISOString().slice(0, 16)
}

describe('quiet hours', () => {
  test('hold what comes in them until they are over, also over midnight', () => {
    expect(held('2026-11-10T04:59Z')).toBe(null)
    expect(held('2026-11-10T05:00Z')).toBe('2026-11-10T14:00')
    expect(held('2026-11-10T13:59Z')).toBe('2026-11-10T14:00')
    expect(held('2026-11-10T14:00Z')).toBe(null)
    expect(held('2026-11-10T19:30Z', { from: '12:00', to: '13:00' })).toBe('2026-11-10T20:00')
  })

  test('hold nothing beyond an hour before the window', () => {
    expect(held('2026-11-10T08:00Z', NIGHT, DENVER, { startsAt: Date.parse('2026-11-10T12:00Z') })).toBe(
      '2026-11-10T11:00',
    )
    expect(held('2026-11-10T08:00Z', NIGHT, DENVER, { startsAt: Date.parse('2026-11-10T09:00Z') })).toBe(null)
    expect(held('2026-11-10T08:00Z', NIGHT, DENVER, { startsAt: Date.parse('2026-11-10T07:00Z') })).toBe(null)
  })

  test('end as the clock on the wall says, in nights in which it is set', () => {
    // 01:59 MST is followed by 03:00 MDT.
    expect(held('2026-03-08T08:00Z')).toBe('2026-03-08T13:00')
    expect(held('2026-03-08T08:00Z', { from: '22:00', to: '02:30' })).toBe('2026-03-08T09:00')
    // 01:59 MDT is followed by 01:00 MST.
    expect(held('2026-11-01T06:00Z')).toBe('2026-11-01T14:00')
    expect(held('2026-11-01T07:10Z', { from: '22:00', to: '01:30' })).toBe('2026-11-01T07:30')
    expect(held('2026-11-01T08:10Z', { from: '22:00', to: '01:30' })).toBe('2026-11-01T08:30')
  })

  test('end at the midnight before such a night, too', () => {
    expect(held('2026-03-28T23:56Z', { from: '00:04', to: '00:00' }, 'Europe/London')).toBe('2026-03-29T00:00')
  })

  test('only announcements and reminders wait', () => {
    expect(MAINTENANCE_NEWS.filter(mayWait)).toEqual(['announced', 'reminded'])
  })

  test('in any zone and at any time: quiet until then and not after, never later than an hour before the window', () => {
    const clock = fc.integer({ min: 0, max: 24 * 60 - 1 }).map((minute) => {
      const two = (n: number) => String(n).padStart(2, '0')
      return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
    })
    const zones = fc.constantFrom(
      DENVER,
      'Europe/London',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'America/St_Johns',
      'UTC',
    )
    // Near the nights in which clocks are set as often as at any other time.
    const nights = ['2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01']
    const instants = fc.oneof(
      fc.integer({ min: Date.UTC(2026, 0) / MINUTE, max: Date.UTC(2027, 0) / MINUTE }),
      fc
        .tuple(fc.constantFrom(...nights), fc.integer({ min: -36 * 60, max: 36 * 60 }))
        .map(([day, minutes]) => Date.parse(day) / MINUTE + minutes),
    )
    fc.assert(
      fc.property(
        clock,
        clock,
        zones,
        instants,
        fc.integer({ min: -60, max: 60 * 48 }),
        (from, to, zone, at, ahead) => {
          fc.pre(from !== to)
          const [now, window] = [at * MINUTE, { startsAt: (at + ahead) * MINUTE }]
          const isQuiet = (instant: number) => {
            const wall = wallOf(instant, zone).text.slice(11)
            return from < to ? from <= wall && wall < to : from <= wall || wall < to
          }
          const latest = window.startsAt - HOUR
          const until = heldUntil({ from, to }, zone, now, window)
          if (latest <= now || !isQuiet(now)) {
            expect(until).toBe(null)
            return
          }
          const end = until as number
          expect(end).toBeGreaterThan(now)
          expect(end).toBeLessThanOrEqual(latest)
          if (end < latest) expect(isQuiet(end)).toBe(false)
          for (let instant = now; instant < end; instant += 7 * MINUTE) expect(isQuiet(instant)).toBe(true)
        },
      ),
    )
  })
})
