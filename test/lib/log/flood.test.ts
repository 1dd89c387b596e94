import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTally } from '../../../server/lib/log/tally.ts'
import { createTrouble } from '../../../server/lib/log/trouble.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const HOUR = 3_600_000

test('a flood is one line at once, and one a minute with how many and of how many', () => {
  const said: unknown[] = []
  const tally = createTally<{ route: string }>(({ route }, count, whos) => void said.push([route, count, whos]))
  for (let n = 0; n < 1_000; n++) tally.note('invalid_token', { route: `/${n}` }, `network ${n % 7}`)
  tally.note('too_many_requests', { route: '/other' }, 'network 1')
  expect(said).toEqual([
    ['/0', 1, 1],
    ['/other', 1, 1],
  ])
  vi.advanceTimersByTime(60_000)
  expect(said.slice(2)).toEqual([['/999', 999, 7]])
  vi.advanceTimersByTime(HOUR)
  expect(said).toHaveLength(3)
  tally.note('invalid_token', { route: '/again' }, 'network 1')
  expect(said.at(-1)).toEqual(['/again', 1, 1])
})

test('kinds that a stranger makes up fill no log', () => {
  const said: unknown[] = []
  const tally = createTally<string>((fields) => void said.push(fields))
  for (let n = 0; n < 5_000; n++) tally.note(`kind ${n}`, '')
  expect(said.length).toBeLessThanOrEqual(100)
})

function troubled() {
  const lines: unknown[] = []
  const told = (level: string) => (fields: object, text: string) =>
    void lines.push([level, text, (fields as { times?: number }).times])
  const log = { info: told('info'), warn: told('warn'), error: told('error') }
  return { lines, trouble: createTrouble(log, 'it fails', 'it works again') }
}

test('what fails each second is told when it begins and every half an hour, and its end once', () => {
  const { lines, trouble } = troubled()
  trouble.over()
  expect(lines).toEqual([])
  for (let second = 0; second < 3_600; second++) {
    trouble.failed(Object.assign(new Error(`no room for file ${second}`), { code: 'ENOSPC' }))
    vi.advanceTimersByTime(1_000)
  }
  expect(lines).toEqual([
    ['error', 'it fails', undefined],
    ['error', 'it fails', undefined],
  ])
  trouble.over()
  trouble.over()
  expect(lines.slice(2)).toEqual([['info', 'it works again', 3_600]])
  trouble.failed(new Error('anew'))
  expect(lines).toHaveLength(4)
})

test('another reason is told, but not thousands', () => {
  const { lines, trouble } = troubled()
  for (let n = 0; n < 5_000; n++) trouble.failed(new Error(`reason ${n}`))
  expect(lines).toHaveLength(10)
})
