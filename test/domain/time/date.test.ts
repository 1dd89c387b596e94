import { expect, test } from 'vitest'
import { dayOn } from '../../../server/domain/time/date.ts'
import { HOUR } from '../../../server/domain/vocabulary.ts'

test('a date is a day of the zone, as long as that is there', () => {
  const day = dayOn('2026-11-22', 'America/Denver')
  expect(day).toEqual({ from: Date.parse('2026-11-22T07:00Z'), until: Date.parse('2026-11-23T07:00Z') })
  const [long, short] = [dayOn('2026-11-01', 'America/Denver'), dayOn('2026-03-08', 'America/Denver')]
  expect([long, short].map((one) => ((one?.until ?? 0) - (one?.from ?? 0)) / HOUR)).toEqual([25, 23])
  for (const text of ['2026-02-30', '2026-13-01', '22.11.2026', '2026-11-22T10:00', 'today'])
    expect([text, dayOn(text, 'America/Denver')]).toEqual([text, null])
})
