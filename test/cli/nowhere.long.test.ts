import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { standingOf } from '../../db/migrate.ts'
import { program } from '../../server/cli/program.ts'
import { onEachDatabase, onEachEmptyDatabase } from '../support/database.ts'
import { commands, nameOf } from '../support/docs/command-line.ts'
import { temporaryFolder } from '../support/folder.ts'
import { terminal, terminalAt } from '../support/process/terminal.ts'

const WORDS = ['--title', 'x', '--body', 'x']
const TIMES = ['--starts-at', '2099-01-01T00:00:00Z', '--ends-at', '2099-01-01T01:00:00Z']

/** With these an installation may begin. */
const CREATING = ['migrate', 'demo load', 'restore', 'import sqlite']
/** These say what they find, and examine the rest: tests of their own. */
const EXAMINING = ['doctor']
/** Every other command, with what it needs to be understood. */
const OTHERS: Record<string, string[]> = {
  'token create': ['--name', 'desk', '--role', 'agent'],
  'token list': [],
  'token revoke': ['abc'],
  'platform add': ['fax', '--name', 'Fax', '--group', 'Text'],
  'platform list': [],
  'platform rename': ['fax', '--name', 'Fax'],
  'platform archive': ['fax'],
  'incident open': ['--priority', 'P2', ...WORDS],
  'incident update': ['abc', '--body', 'x'],
  'incident reopen': ['abc', '--body', 'x'],
  'maintenance schedule': TIMES,
  'maintenance update': ['abc', '--body', 'x'],
  'maintenance cancel': ['abc'],
  'maintenance programmes': [],
  'incident list': [],
  owed: [],
  'owed acknowledge': ['abc'],
  'subscribers import': ['list.csv'],
  'subscribers export': ['rosa@customer.example'],
  'subscribers disable': ['rosa@customer.example', '--reason', 'x'],
  'subscribers enable': ['rosa@customer.example'],
  'subscribers erase': ['rosa@customer.example'],
  'contacts import': ['list.csv'],
  'contacts export': ['list.csv'],
  'organisations list': [],
  'organisations link': ['acme'],
  publish: [],
  backup: ['backup.db'],
  'demo clear': [],
  'staff add': ['--email', 'ada@desk.example', '--name', 'Ada', '--role', 'admin'],
  'staff list': [],
  'staff role': ['ada@desk.example', 'lead'],
  'staff disable': ['ada@desk.example'],
  'staff enable': ['ada@desk.example'],
  'staff break-glass': ['ada@desk.example', 'on'],
  'staff reset': ['ada@desk.example'],
}
const CASES = Object.entries(OTHERS).map(([name, rest]) => [name, [...name.split(' '), ...rest]] as const)

async function folder(): Promise<string> {
  const path = await temporaryFolder('nowhere')
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

test('each command is one with which an installation may begin, or none', () => {
  expect(commands(program()).map(nameOf).sort()).toEqual([...CREATING, ...EXAMINING, ...Object.keys(OTHERS)].sort())
})

describe.each(CASES)('"%s"', (_, words) => {
  test('makes nothing where there is nothing, and says where it has looked', async () => {
    const inside = await folder()
    const missing = join(inside, 'mistyped')
    const there = await terminalAt(missing)(...words)
    expect(there).toEqual({
      code: 78,
      stdout: '',
      stderr: expect.stringMatching(
        /There is no Signalpost database here.*mistyped\/signalpost\.sqlite \(there is no folder .*mistyped\)\. DATA_DIR is/,
      ),
    })
    expect(readdirSync(inside)).toEqual([])

    mkdirSync(missing)
    const empty = await terminalAt(missing)(...words)
    expect([empty.code, empty.stderr]).toEqual([78, expect.stringContaining(join(missing, 'signalpost.sqlite'))])
    expect(readdirSync(missing)).toEqual([])
  })

  test('takes an empty file for none', async () => {
    const inside = await folder()
    writeFileSync(join(inside, 'signalpost.sqlite'), '')
    expect((await terminalAt(inside)(...words)).code).toBe(78)
    expect(readdirSync(inside)).toEqual(['signalpost.sqlite'])
    expect(statSync(join(inside, 'signalpost.sqlite')).size).toBe(0)
  })
})

onEachEmptyDatabase('a database without our tables', (empty) => {
  test.each(CASES)('is not what "%s" looks for, and stays as it is', async (_, words) => {
    const place = await empty()
    const run = await terminal(place)
    const { code, stderr } = await run(...words)
    const named = 'url' in place.location ? /PostgreSQL database "test_\w+" on 127\.0\.0\.1:\d+ as postgres/ : /SQLite/
    expect([code, stderr]).toEqual([78, expect.stringMatching(named)])
    expect(await standingOf(place.db)).toBe('empty')
  })

  test('becomes one with "migrate"', async () => {
    const place = await empty()
    const run = await terminal(place)
    expect((await run('migrate')).code).toBe(0)
    expect(await standingOf(place.db)).toBe('current')
    expect((await run('token', 'list')).code).toBe(0)
  })
})

onEachDatabase('a database of an older version', (_, freshFile) => {
  test('is left to its server by every command but "backup", "migrate" and a start', async () => {
    const place = await freshFile()
    const run = await terminal(place)
    await sql`delete from kysely_migration where name = (select max(name) from kysely_migration)`.execute(place.db)
    for (const [name, words] of CASES.filter(([name]) => name !== 'backup')) {
      const { code, stderr } = await run(...words)
      expect([name, code, stderr]).toEqual([name, 78, expect.stringMatching(/older version.*run "migrate"/)])
    }
    expect(await standingOf(place.db)).toBe('older')
    if ('url' in place.location) return
    const file = join(await folder(), 'before-the-upgrade.db')
    expect([(await run('backup', file)).code, existsSync(file)]).toEqual([0, true])
  })

  test('of a newer version is refused by all of them', async () => {
    const place = await freshFile()
    const run = await terminal(place)
    await sql`insert into kysely_migration (name, timestamp) values ('9999-tomorrow', 'x')`.execute(place.db)
    const { code, stderr } = await run('token', 'list')
    expect([code, stderr]).toEqual([78, expect.stringContaining('written by a newer Signalpost')])
  })
})

onEachDatabase('"--verbose"', (_, freshFile) => {
  test('says which database and which files a command uses, and no secret', async () => {
    const place = await freshFile()
    const run = await terminal(place)
    const secret = join(await folder(), 'metrics-token')
    writeFileSync(secret, 'a metrics token, in a file\n')
    vi.stubEnv('METRICS_TOKEN_FILE', secret)
    const { code, stdout, stderr } = await run('token', 'list', '--verbose')
    expect([code, stdout]).toEqual([0, ''])
    expect(stderr).toMatch(/^DATA_DIR is \/.*\nSIGNALPOST_CONFIG: \/.*\/config\.json\n/)
    expect(stderr).toContain(`METRICS_TOKEN_FILE: ${secret}\n`)
    expect(stderr).toContain(`database: the ${'url' in place.location ? 'PostgreSQL' : 'SQLite'} database `)
    expect(stderr).not.toContain('in a file')
  })
})

test('a PostgreSQL that does not answer is named, without its password', async () => {
  vi.stubEnv('DATABASE_URL', 'postgres://joe:a-password@127.0.0.1:9/status')
  const { code, stderr } = await terminalAt(await folder())('token', 'list')
  expect([code, stderr]).toEqual([1, expect.stringContaining('database "status" on 127.0.0.1:9 as joe')])
  expect(stderr).not.toContain('a-password')
})

test('"migrate", "demo load" and "restore" begin an installation, in a folder that they make', async () => {
  const inside = await folder()
  const [first, second, third] = ['first', 'second', 'third'].map((name) => join(inside, name, 'data'))
  expect((await terminalAt(first as string)('migrate')).code).toBe(0)
  const backup = join(inside, 'backup.db')
  expect((await terminalAt(first as string)('backup', backup)).code).toBe(0)
  expect((await terminalAt(second as string)('restore', backup)).code).toBe(0)
  expect((await terminalAt(third as string)('demo', 'load')).code).toBe(0)
  for (const path of [first, second, third])
    expect(statSync(join(path as string, 'signalpost.sqlite')).size).toBeGreaterThan(0)
})

test('"doctor" leaves an empty file as it is', async () => {
  const inside = await folder()
  writeFileSync(join(inside, 'signalpost.sqlite'), '')
  const { code, stdout } = await terminalAt(inside)('doctor')
  expect([code, stdout]).toEqual([78, expect.stringContaining('signalpost.sqlite is an empty file')])
  expect([readdirSync(inside), statSync(join(inside, 'signalpost.sqlite')).size]).toEqual([['signalpost.sqlite'], 0])
})

test('"restore" of what is no file makes nothing', async () => {
  const inside = await folder()
  const run = terminalAt(join(inside, 'mistyped'))
  expect(await run('restore', join(inside, 'none.db'))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('none.db does not exist'),
  })
  expect(await run('restore', inside)).toMatchObject({ code: 2, stderr: `${inside} is a folder.\n` })
  expect(readdirSync(inside)).toEqual([])
})

describe('a DATA_DIR that can never be one', () => {
  const creating = CREATING.map(
    (name) => [name, [...name.split(' '), ...(/restore|sqlite/.test(name) ? ['x.db'] : [])]] as const,
  )
  test.each([...CASES, ...creating])('is refused by "%s"', async (_, words) => {
    const inside = await folder()
    const [file, link] = ['file', 'link'].map((name) => join(inside, name)) as [string, string]
    writeFileSync(file, 'a letter')
    symlinkSync(join(inside, 'gone'), link)
    const places = [file, join(file, 'data'), link, join(link, 'data')]
    if (process.platform === 'linux') places.push('/proc', '/proc/data')
    for (const place of places) {
      const { code, stderr } = await terminalAt(place)(...words)
      expect([place, code, stderr]).toEqual([place, 78, expect.stringContaining(`  - DATA_DIR names ${place}, `)])
    }
  })
})
