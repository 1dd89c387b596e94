import { describe, expect, test } from 'vitest'
import { clock, dateTime, day, duration, iso, moment, monthName, monthOf, span } from '../../src/i18n/time.ts'
import { render, texts } from '../support/site/pages.ts'
import { home, pageContext, views } from '../support/site/samples.ts'

const DENVER = 'America/Denver'
const at = (text: string) => Date.parse(text)
const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe('time as people read it', () => {
  test.each([
    ['2026-11-22T21:00:00Z', DENVER, '14:00 MST'],
    ['2026-07-01T21:00:00Z', DENVER, '15:00 MDT'],
    ['2026-11-22T07:00:00Z', DENVER, '00:00 MST'],
    ['2026-11-22T21:00:00Z', 'UTC', '21:00 UTC'],
    ['2026-11-22T21:00:00Z', 'Asia/Kolkata', '02:30 IST'],
  ])('%s in %s is %s', (instant, zone, text) => expect(clock(at(instant), zone, 'en')).toBe(text))

  test('a date names its weekday and year', () => {
    expect(day(at('2026-11-22T21:00:00Z'), DENVER, 'en')).toBe('Sun 22 Nov 2026')
    expect(dateTime(at('2026-11-23T03:00:00Z'), DENVER, 'en')).toBe('Sun 22 Nov 2026, 20:00 MST')
  })

  test('the same day needs no date, another day does', () => {
    const now = at('2026-11-22T20:42:00Z')
    expect(moment(at('2026-11-22T21:00:00Z'), now, DENVER, 'en')).toBe('14:00 MST')
    expect(moment(at('2026-11-23T07:00:00Z'), now, DENVER, 'en')).toBe('Mon 23 Nov 2026, 00:00 MST')
  })

  test('a span across midnight names both days', () => {
    const from = at('2026-11-21T05:00:00Z')
    expect(span(from, from + 2 * HOUR, DENVER, 'en')).toBe('Fri 20 Nov 2026, 22:00 MST to Sat 21 Nov 2026, 00:00 MST')
    expect(span(from, from + HOUR, DENVER, 'en')).toBe('Fri 20 Nov 2026, 22:00 to 23:00 MST')
  })

  test('a span across a change of the clocks names both zones', () => {
    const from = at('2026-11-01T07:30:00Z')
    expect(span(from, from + HOUR, DENVER, 'en')).toBe('Sun 1 Nov 2026, 01:30 MDT to Sun 1 Nov 2026, 01:30 MST')
  })

  test.each([
    [20_000, 'less than a minute'],
    [5 * MINUTE, '5 min'],
    [2 * HOUR + 10 * MINUTE, '2 h 10 min'],
    [59.8 * MINUTE, '1 h'],
    [76 * HOUR + 5 * MINUTE, '3 days 4 h'],
    [24 * HOUR, '1 day'],
    [-5, 'less than a minute'],
  ])('%d ms is %s', (ms, text) => expect(duration(ms, 'en')).toBe(text))

  test('months and machine times', () => {
    expect(monthOf(at('2026-12-01T03:00:00Z'), DENVER)).toBe('2026-11')
    expect(monthName('2026-11', 'en')).toBe('November 2026')
    expect(iso(at('2026-11-22T21:00:00Z'))).toBe('2026-11-22T21:00:00Z')
  })
})

test.each([
  ['/history/2026-11/', 'en', 'Days begin and end in the time zone America/Phoenix.'],
  ['/reports/2026-11/', 'pt', 'Os dias começam e acabam no fuso horário America/Phoenix.'],
  ['/platforms/sip-trunking/', 'es', 'Los días empiezan y acaban en la zona horaria America/Phoenix.'],
] as const)('%s in %s says whose days its days are', async (path, locale, text) => {
  const kind = { history: 'history', reports: 'month', platforms: 'platform' }[path.split('/')[1] ?? '']
  const view = Object.values(views).find((one) => one.kind === kind)
  const context = pageContext(view ?? home, path)
  const html = await render({ ...context, site: { ...context.site, locale, zone: 'America/Phoenix' } })
  expect(texts(html, 'p').filter((one) => one.includes(text))).toHaveLength(1)
})
