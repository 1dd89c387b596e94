import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { actsOnImport, cycles, exportedFunctions, type Source, sources } from './support/sources.ts'

/**
 * Rooms, and the rooms whose files theirs may import. The first prefix that fits names a file's room; `*` in a prefix
 * stands for one folder.
 */
const ARROWS: Record<string, readonly string[]> = {
  'server/domain/': [],
  'server/lib/': ['server/domain/', 'src/i18n/'],
  'server/queries/': ['server/domain/', 'db/', 'src/i18n/'],
  'server/outbound/': ['server/lib/'],
  'server/channels/kinds': ['server/outbound/', 'server/domain/', 'server/lib/'],
  'server/channels/': [
    'server/channels/kinds',
    'server/outbound/',
    'server/domain/',
    'server/lib/',
    'src/i18n/',
    'src/identity/',
  ],
  'server/actions/': ['server/queries/', 'server/channels/kinds', 'server/domain/', 'server/lib/', 'db/', 'src/i18n/'],
  'server/dispatch/': ['server/channels/', 'server/channels/kinds', 'server/domain/', 'server/lib/', 'db/'],
  'server/publish/': ['server/queries/', 'server/domain/', 'server/lib/', 'db/', 'src/', 'src/i18n/', 'src/identity/'],
  'server/http/': [
    'server/actions/',
    'server/preview/',
    'server/queries/',
    'server/channels/kinds',
    'server/domain/',
    'server/lib/',
    'db/',
    'src/',
    'src/i18n/',
  ],
  // An action, and what everybody would see of it.
  'server/preview/': [
    'server/actions/',
    'server/publish/',
    'server/channels/',
    'server/channels/kinds',
    'server/domain/',
    'server/lib/',
    'db/',
    'src/',
  ],
  'server/config/': ['server/domain/', 'server/lib/', 'src/i18n/'],
  'server/cli/': [
    'server/actions/',
    'server/queries/',
    'server/publish/',
    'server/channels/kinds',
    'server/config/',
    'server/boot/',
    'server/domain/',
    'server/lib/',
    'db/',
    'src/identity/',
  ],
  // They put the parts together.
  'server/boot/': ['*'],
  'server/': ['*'],
  'db/': ['server/domain/', 'server/lib/'],
  'src/i18n/': ['server/domain/'],
  // What everything is drawn by.
  'src/identity/': ['server/domain/'],
  'src/': ['src/i18n/', 'src/identity/', 'server/domain/'],
}

const program = ['server', 'db', 'src'].flatMap((folder) => sources(folder))
const arrows = program.flatMap(({ path, imports }) =>
  imports
    .filter((target) => /^(server|db|src)\//.test(target))
    .map((target) => ({ path, target, from: roomOf(path), to: roomOf(target) })),
)
const paths = (found: Source[]) => found.map(({ path }) => path)

function roomOf(path: string): string {
  if (/^server\/channels\/(kinds?|[a-z]+\/(kind|parse))\.ts$/.test(path)) return 'server/channels/kinds'
  const room = Object.keys(ARROWS).find((prefix) => path.startsWith(prefix))
  if (!room) throw new Error(`${path} lies in no room`)
  return room
}

describe('the house', () => {
  test.each(Object.entries(ARROWS))('%s imports only from the rooms it may know', (room, allowed) => {
    const forbidden = arrows
      .filter(({ from, to }) => from === room && to !== room && !allowed.includes(to) && !allowed.includes('*'))
      .map(({ path, target }) => `${path} → ${target}`)
    expect(forbidden).toEqual([])
  })

  test('every arrow that is allowed is used', () => {
    const used = new Set(arrows.map(({ from, to }) => `${from} → ${to}`))
    const unused = Object.entries(ARROWS)
      .flatMap(([from, targets]) => targets.filter((to) => to !== '*').map((to) => `${from} → ${to}`))
      .filter((arrow) => !used.has(arrow))
    expect(unused).toEqual([])
  })

  test('no file imports itself by way of others, types included', () => {
    expect(cycles(program)).toEqual([])
  })

  test('only the database speaks SQL', () => {
    const SQL = /\.(selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql(<[^`]*>)?`/
    const elsewhere = program.filter(({ path, code }) => !path.startsWith('db/') && SQL.test(code))
    expect(paths(elsewhere)).toEqual([])
  })

  test('a channel is named in its own folder alone', () => {
    const names = readdirSync('server/channels', { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
    const named = program
      .filter(({ path }) => !path.startsWith('db/migrations/'))
      .flatMap((source) => names.map((name) => ({ name, source })))
      .filter(({ name, source }) => !source.path.startsWith(`server/channels/${name}/`))
      .filter(({ name, source }) => source.text.includes(`'${name}'`))
      .map(({ name, source }) => `${source.path} names ${name}`)
    // The support page's way to reach the desk by mail is no channel of ours, nor is the address that staff sign in by, or a customer named; a roster has teams of people.
    const others =
      /\/(support|support-file|plan-samples)\.ts names email$|^[\w/]*\b(staff|console|contact|organisation)\/[\w./-]+ names email$|\/ladder(\/\w+)?\.ts names teams$/
    expect(named.filter((line) => !others.test(line))).toEqual([])
  })

  test('a folder holds at most fifteen files', () => {
    // A dictionary has a file for each page, and a database one for each change.
    const files = ['server', 'db', 'src', 'test'].flatMap((folder) => sources(folder, ['.ts', '.mjs', '.astro']))
    const folders = Map.groupBy(files, ({ path }) => dirname(path))
    const full = [...folders]
      .filter(([folder, inside]) => inside.length > 15 && !['src/i18n/en', 'db/migrations'].includes(folder))
      .map(([folder]) => folder)
    expect(full).toEqual([])
  })

  test('the domain imports nothing but its own files, and the calendar', () => {
    const outside = program
      .filter(({ path }) => path.startsWith('server/domain/'))
      .flatMap(({ imports }) => imports.filter((target) => !target.startsWith('server/domain/')))
      .filter((target) => target !== 'rrule-temporal')
    expect(outside).toEqual([])
  })

  test('addresses are signed in one place, messages in another', () => {
    const signers = program.filter(({ path, code }) => path.startsWith('server/') && /\bcreateHmac\(/.test(code))
    expect(paths(signers)).toEqual(['server/channels/webhook/sign.ts', 'server/lib/links.ts'])
  })

  test('only the configuration reads the environment', () => {
    expect(paths(program.filter(({ code }) => code.includes('process.env')))).toEqual([
      'server/config/index.ts',
      'server/main.ts',
    ])
  })

  test('only the doors read the clock', () => {
    const DOORS =
      /^(server\/(main|cli)\.ts|server\/boot\/(service|routines)\.ts|server\/cli\/|server\/(dispatch\/thread|publish\/share)\/worker\.ts|src\/scripts\/)/
    const readers = program.filter(({ code }) => /\bDate\.now\b|new Date\(\)|Temporal\.Now\b/.test(code))
    expect(paths(readers).filter((path) => !DOORS.test(path))).toEqual([])
  })

  test('only the doors act when they are imported', () => {
    // With them what they all import first: a global that is there before anything else is loaded.
    const DOORS =
      /^(server\/(main|cli|lib\/temporal)\.ts|server\/(dispatch\/thread|publish\/share)\/worker\.ts|src\/scripts\/|src\/.*\.astro)/
    const acting = program
      .filter(({ path }) => !DOORS.test(path))
      .flatMap((source) => actsOnImport(source).map((statement) => `${source.path}: ${statement}`))
    // Types of columns are set in the driver, and zod's messages in zod, once for the process.
    expect(acting).toEqual([
      'server/lib/input/zod-messages.ts: z.config({ customError: messageOf })',
      'db/postgres.ts: pg.types.setTypeParser(pg.types.builtins.INT8, Number)',
    ])
  })

  test('the command line looks for its database in one place', () => {
    const cli = program.filter(({ path }) => path.startsWith('server/cli/'))
    expect(paths(cli.filter(({ code }) => /\bstandingOf\(/.test(code)))).toEqual(['server/cli/terminal/found.ts'])
  })

  test('no file is longer than 250 lines', () => {
    const endings = ['.ts', '.mjs', '.js', '.astro', '.css']
    const written = ['server', 'db', 'src', 'public', 'test'].flatMap((folder) => sources(folder, endings))
    // A migration lists a whole schema, is written once and never changed.
    const long = written.filter(({ path, lines }) => lines > 250 && !path.startsWith('db/migrations/'))
    expect(paths(long)).toEqual([])
  })

  test('every action is one verb, in a file of its name', () => {
    const SHARED = [
      'decision-context',
      'context',
      'scopes',
      'audit-detail',
      'roster',
      'input',
      'case-input',
      'token-input',
      'setup-input',
    ]
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
