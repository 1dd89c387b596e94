import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_SUPPORT } from '../../../server/domain/plan/support.ts'
import {
  nextChange,
  type Opening,
  openNow,
  WEEKDAYS,
  type WeeklyHours,
} from '../../../server/domain/time/office-hours.ts'
import { HOUR } from '../../../server/domain/vocabulary.ts'
import { instant, minutes } from '../../support/clock.ts'
import { randomCases } from '../../support/random-cases.ts'

const ZONE = 'America/Denver'
const chat = DEFAULT_SUPPORT.channels.find(({ kind }) => kind === 'chat')?.hours as WeeklyHours
const at = (hours: WeeklyHours, iso: string) => {
  const change = nextChange(hours, ZONE, instant(iso))
  const told = change === null ? null : Temporal.Instant.fromEpochMilliseconds(change).toZonedDateTimeISO(ZONE)
  return [openNow(hours, ZONE, instant(iso)), told?.toPlainDateTime().toString({ smallestUnit: 'minute' }) ?? null]
}

describe('the chat of the support plan', () => {
  test.each([
    ['Tuesday before it opens', '2026-11-10T04:59:00-07:00', false, '2026-11-10T05:00'],
    ['Tuesday as it opens', '2026-11-10T05:00:00-07:00', true, '2026-11-11T00:00'],
    ['Tuesday just before midnight', '2026-11-10T23:59:00-07:00', true, '2026-11-11T00:00'],
    ['midnight', '2026-11-11T00:00:00-07:00', false, '2026-11-11T05:00'],
    ['Friday night', '2026-11-13T23:00:00-07:00', true, '2026-11-14T00:00'],
    ['Saturday morning', '2026-11-14T07:00:00-07:00', false, '2026-11-14T08:00'],
    ['Saturday at its closing minute', '2026-11-14T17:00:00-07:00', false, '2026-11-15T08:00'],
    ['Sunday evening', '2026-11-15T18:00:00-07:00', false, '2026-11-16T05:00'],
    ['the Sunday without an hour', '2026-03-08T03:00:00-06:00', false, '2026-03-08T08:00'],
    ['the Sunday with an hour twice, the first time', '2026-11-01T01:30:00-06:00', false, '2026-11-01T08:00'],
  ])('%s', (_, iso, open, change) => {
    expect(at(chat, iso)).toEqual([open, change])
  })
})

describe('hours', () => {
  test('around the clock never change', () => {
    expect(at('always', '2026-11-10T04:00:00-07:00')).toEqual([true, null])
    const everyDay: WeeklyHours = [{ days: [...WEEKDAYS], from: '00:00', to: '24:00' }]
    expect(at(everyDay, '2026-11-10T04:00:00-07:00')).toEqual([true, null])
  })

  test('over midnight belong to the day they begin', () => {
    const night: WeeklyHours = [{ days: ['fri'], from: '22:00', to: '06:00' }]
    expect(at(night, '2026-11-14T05:59:00-07:00')).toEqual([true, '2026-11-14T06:00'])
    expect(at(night, '2026-11-14T23:00:00-07:00')).toEqual([false, '2026-11-20T22:00'])
  })

  test('that touch at midnight are one opening', () => {
    const both: WeeklyHours = [
      { days: ['fri'], from: '05:00', to: '24:00' },
      { days: ['sat'], from: '00:00', to: '02:00' },
    ]
    expect(at(both, '2026-11-13T12:00:00-07:00')).toEqual([true, '2026-11-14T02:00'])
  })

  test('that lie in the hour the clocks skip move with the clocks', () => {
    const night: WeeklyHours = [{ days: ['sun'], from: '02:30', to: '04:00' }]
    expect(at(night, '2026-03-08T01:59:00-07:00')).toEqual([false, '2026-03-08T03:30'])
  })

  test('of no day never open', () => {
    expect(at([], '2026-11-10T04:00:00-07:00')).toEqual([false, null])
  })
})

describe('on a holiday', () => {
  const christmas = ['2026-12-24', '2026-12-25']
  const on = (hours: WeeklyHours, iso: string, closedOn = christmas) => {
    const change = nextChange(hours, ZONE, instant(iso), closedOn)
    const told = change === null ? null : Temporal.Instant.fromEpochMilliseconds(change).toZonedDateTimeISO(ZONE)
    const text = told?.toPlainDateTime().toString({ smallestUnit: 'minute' }) ?? null
    return [openNow(hours, ZONE, instant(iso), closedOn), text]
  }

  test('the chat is closed all day, and opens on the day after', () => {
    expect(on(chat, '2026-12-23T23:59:00-07:00')).toEqual([true, '2026-12-24T00:00'])
    expect(on(chat, '2026-12-24T12:00:00-07:00')).toEqual([false, '2026-12-26T08:00'])
    expect(on(chat, '2026-12-26T08:00:00-07:00')).toEqual([true, '2026-12-26T17:00'])
  })

  test('what opened the evening before goes on into it', () => {
    const nights: WeeklyHours = [{ days: [...WEEKDAYS], from: '17:00', to: '08:00' }]
    expect(on(nights, '2026-12-24T07:00:00-07:00')).toEqual([true, '2026-12-24T08:00'])
    expect(on(nights, '2026-12-24T18:00:00-07:00')).toEqual([false, '2026-12-26T17:00'])
  })

  test('what is open around the clock closes for it, and says so weeks ahead', () => {
    expect(on('always', '2026-11-26T12:00:00-07:00')).toEqual([true, '2026-12-24T00:00'])
    expect(on('always', '2026-12-25T12:00:00-07:00')).toEqual([false, '2026-12-26T00:00'])
    expect(on('always', '2026-12-26T00:00:00-07:00')).toEqual([true, null])
  })

  test('and through three weeks of them, it is known when it opens again', () => {
    const summer = Array.from({ length: 21 }, (_, day) => `2026-08-${String(day + 1).padStart(2, '0')}`)
    expect(on(chat, '2026-08-01T12:00:00-06:00', summer)).toEqual([false, '2026-08-22T08:00'])
  })
})

test('between now and the next change nothing changes, and then it does', () => {
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30'))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`)
  const opening: fc.Arbitrary<Opening> = fc.record({
    days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
    from: time,
    to: fc.oneof(time, fc.constant('24:00')),
  })
  const now = fc.integer({ min: instant('2026-03-01T00:00:00Z'), max: instant('2026-11-30T00:00:00Z') })
  fc.assert(
    fc.property(fc.array(opening, { minLength: 1, maxLength: 4 }), now, (hours, from) => {
      const open = openNow(hours, ZONE, from)
      const change = nextChange(hours, ZONE, from)
      const until = change ?? from + 7 * 24 * HOUR
      for (let t = from; t < until; t += minutes(45)) expect(openNow(hours, ZONE, t)).toBe(open)
      if (change !== null) expect(openNow(hours, ZONE, change)).toBe(!open)
      else expect(open).toBe(true)
    }),
    randomCases(60),
  )
})
