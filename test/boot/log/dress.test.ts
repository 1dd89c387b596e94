import { expect, test } from 'vitest'
import { type Dress, dressFor, forPeople, isJournal, withPriority } from '../../../server/boot/log/dress.ts'
import { createLog } from '../../../server/boot/log/log.ts'
import { databaseShown } from '../../../server/boot/log/start-line.ts'

const FILE = { dev: 8, ino: 1234 }

function logged(dress: Dress): string[] {
  const lines: string[] = []
  const log = createLog('debug', { write: (line) => void lines.push(dress(line)) })
  log.info({ entry: 7 }, 'audit trail: new entry')
  log.warn({ reason: 'invalid_token' }, 'refused')
  log.error({ err: new Error('no room') }, 'request failed')
  return lines
}

test('a program reads JSON', async () => {
  const lines = logged(await dressFor(false, FILE))
  expect(lines.map((line) => JSON.parse(line).level)).toEqual(['info', 'warn', 'error'])
})

test('the journal files each line by its level', () => {
  expect(logged(withPriority).map((line) => line.slice(0, 18))).toEqual([
    '<6>{"level":"info"',
    '<4>{"level":"warn"',
    '<3>{"level":"error',
  ])
  expect(isJournal('8:1234', FILE)).toBe(true)
  // Somebody has sent standard error elsewhere.
  for (const stream of [undefined, '', '8:1235', '9:1234']) expect(isJournal(stream, FILE)).toBe(false)
})

test('people at a terminal read the time, the level and the message first', async () => {
  const [acted, refused, failed] = logged(await forPeople(false))
  expect(acted).toMatch(/^\[\d\d:\d\d:\d\d\] INFO: audit trail: new entry \{"entry":7\}\n$/)
  expect(refused).toMatch(/^\[\d\d:\d\d:\d\d\] WARN: refused \{"reason":"invalid_token"\}\n$/)
  expect(failed).toMatch(/ERROR: request failed[\s\S]*no room/)
})

test.each([
  [{ file: '/var/lib/signalpost/signalpost.sqlite' }, 'SQLite /var/lib/signalpost/signalpost.sqlite'],
  [
    { url: 'postgres://desk:hunter2@db.example.com:5433/status?sslmode=require' },
    'PostgreSQL db.example.com:5433/status',
  ],
  [{ url: 'postgres:///status?host=/run/postgresql&password=hunter2' }, 'PostgreSQL /run/postgresql/status'],
])('the database is named without its password', (location, shown) => {
  expect(databaseShown(location)).toBe(shown)
})
