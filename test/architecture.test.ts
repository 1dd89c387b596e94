import { describe, expect, test } from 'vitest'
import { actsOnImport, exportedFunctions, type Source, sources } from './support/sources.ts'

/** Rooms, and the rooms whose files theirs may import. The first prefix that fits names a file's room. */
const ARROWS: Record<string, readonly string[]> = {
  'server/domain/': [],
  'server/lib/': ['server/domain/'],
  'server/actions/': ['server/domain/', 'db/', 'src/i18n/', 'server/lib/'],
  'server/queries/': ['server/domain/', 'db/'],
  'server/channels/': ['server/domain/', 'src/i18n/', 'server/lib/'],
  'server/dispatch/': ['server/channels/', 'server/domain/', 'db/', 'server/lib/'],
  'server/publish/': ['server/queries/', 'server/domain/', 'db/', 'src/', 'src/i18n/', 'server/lib/'],
  'server/http/': ['server/actions/', 'server/queries/', 'server/domain/', 'db/', 'src/', 'src/i18n/', 'server/lib/'],
  'server/cli/': [
    'server/actions/',
    'server/queries/',
    'server/domain/',
    'server/publish/',
    'server/channels/',
    'server/config/',
    'server/boot/',
    'server/lib/',
    'db/',
  ],
  'server/config/': ['server/domain/', 'server/lib/'],
  'server/boot/': ['*'],
  'server/': ['*'],
  'db/': ['server/domain/', 'server/lib/'],
  'src/i18n/': ['server/domain/', 'src/'],
  'src/': ['src/i18n/', 'server/domain/'],
}

function roomOf(path: string): string {
  const room = Object.keys(ARROWS).find((prefix) => path.startsWith(prefix))
  if (!room) throw new Error(`${path} lies in no room`)
  return room
}

const program = ['server', 'db', 'src'].flatMap((folder) => sources(folder))
const ours = (path: string) => /^(server|db|src)\//.test(path)
const paths = (found: Source[]) => found.map(({ path }) => path)

describe('the house', () => {
  test.each(Object.keys(ARROWS))('%s imports only from the rooms it may know', (room) => {
    const allowed = [room, ...(ARROWS[room] ?? [])]
    const forbidden = program
      .filter(({ path }) => roomOf(path) === room)
      .flatMap(({ path, imports }) => imports.filter(ours).map((target) => ({ path, target })))
      .filter(({ target }) => !allowed.includes('*') && !allowed.includes(roomOf(target)))
      .map(({ path, target }) => `${path} → ${target}`)
    expect(forbidden).toEqual([])
  })

  test('the domain imports nothing but its own files, and the calendar', () => {
    const outside = program
      .filter(({ path }) => path.startsWith('server/domain/'))
      .flatMap(({ imports }) => imports.filter((target) => !target.startsWith('server/domain/')))
      .filter((target) => target !== 'rrule-temporal')
    expect(outside).toEqual([])
  })

  test('only the configuration reads the environment', () => {
    expect(paths(program.filter(({ code }) => code.includes('process.env')))).toEqual([
      'server/config/index.ts',
      'server/main.ts',
    ])
  })

  test('only the doors read the clock', () => {
    const DOORS =
      /^(server\/(main|cli)\.ts|server\/boot\/(service|routines)\.ts|server\/cli\/|server\/dispatch\/worker\.ts|src\/scripts\/|src\/dev\/)/
    const readers = program.filter(({ code }) => /\bDate\.now\b|new Date\(\)|Temporal\.Now\b/.test(code))
    expect(paths(readers).filter((path) => !DOORS.test(path))).toEqual([])
  })

  test('only the doors act when they are imported', () => {
    // With them what they all import first: a global that is there before anything else is loaded.
    const DOORS =
      /^(server\/(main|cli|lib\/temporal)\.ts|server\/dispatch\/worker\.ts|src\/(scripts|dev)\/|src\/.*\.astro)/
    const acting = program
      .filter(({ path }) => !DOORS.test(path))
      .flatMap((source) => actsOnImport(source).map((statement) => `${source.path}: ${statement}`))
    // Types of columns are set in the driver, and zod's messages in zod, once for the process.
    expect(acting).toEqual([
      'server/lib/zod-messages.ts: z.config({ customError: messageOf })',
      'db/open.ts: pg.types.setTypeParser(pg.types.builtins.INT8, Number)',
    ])
  })

  test('no file is longer than 250 lines', () => {
    const endings = ['.ts', '.mjs', '.js', '.astro', '.css']
    const written = ['server', 'db', 'src', 'public', 'test'].flatMap((folder) => sources(folder, endings))
    // A migration lists a whole schema, is written once and never changed.
    const long = written.filter(({ path, lines }) => lines > 250 && !path.startsWith('db/migrations/'))
    expect(paths(long)).toEqual([])
  })

  test('every action is one verb, in a file of its name', () => {
    const SHARED = ['decision-context', 'context', 'scopes', 'audit-detail', 'input', 'case-input', 'token-input']
    const others = sources('server/actions')
      .filter(({ path }) => !path.startsWith('server/actions/demo/'))
      .map((source) => ({ source, name: source.path.match(/^server\/actions\/(?:[a-z-]+\/)?([a-z-]+)\.ts$/)?.[1] }))
      .filter(({ name }) => name !== undefined && !SHARED.includes(name))
      .filter(({ source, name = '' }) => exportedFunctions(source).join() !== camelCase(name))
      .map(({ source }) => `${source.path} exports ${exportedFunctions(source).join(', ')}`)
    expect(others).toEqual([])
  })
})

function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}
