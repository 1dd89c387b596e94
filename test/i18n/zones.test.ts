import { expect, test } from 'vitest'
import { dateTime } from '../../src/i18n/time.ts'

const [WINTER, SUMMER] = [Date.UTC(2026, 0, 15, 12), Date.UTC(2026, 6, 15, 12)]

test.each([
  ['America/Denver', 'MST', 'MDT'],
  ['America/New_York', 'EST', 'EDT'],
  ['Europe/Zurich', 'CET', 'CEST'],
  ['Europe/Warsaw', 'CET', 'CEST'],
  ['Europe/London', 'GMT', 'BST'],
  ['Europe/Lisbon', 'WET', 'WEST'],
  ['Europe/Athens', 'EET', 'EEST'],
  ['America/Sao_Paulo', 'BRT', 'BRT'],
  ['Australia/Sydney', 'AEDT', 'AEST'],
  ['Asia/Tokyo', 'JST', 'JST'],
  ['Asia/Seoul', 'KST', 'KST'],
  ['Asia/Kolkata', 'IST', 'IST'],
  ['Africa/Johannesburg', 'SAST', 'SAST'],
  ['UTC', 'UTC', 'UTC'],
  // Nobody has a name for it.
  ['Asia/Kathmandu', 'GMT+5:45', 'GMT+5:45'],
])('a time in %s names its zone as people there do', (zone, winter, summer) => {
  const named = [WINTER, SUMMER].map((at) => dateTime(at, zone, 'en').split(' ').at(-1))
  expect(named).toEqual([winter, summer])
})

test('a zone changes its name with its clocks', () => {
  const change = Date.UTC(2026, 2, 29, 1)
  expect([change - 1, change].map((at) => dateTime(at, 'Europe/Zurich', 'en'))).toEqual([
    'Sun 29 Mar 2026, 01:59 CET',
    'Sun 29 Mar 2026, 03:00 CEST',
  ])
})
