import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Db } from '../../db/schema/index.ts'
import { program } from '../../server/cli/program.ts'
import { addPlatforms } from '../support/app/actions.ts'
import { disarm } from '../support/audit.ts'
import { onEachDatabase, type SharedDatabase } from '../support/database.ts'
import { commands, nameOf } from '../support/docs/command-line.ts'
import { temporaryFolder } from '../support/folder.ts'
import { printed, terminal } from '../support/process/terminal.ts'

interface Scene {
  db: Db
  run: Awaited<ReturnType<typeof terminal>>
  /** For files of the test. */
  folder: string
  /** An incident that is open. */
  id: string
  /** From now on these public files cannot be written. */
  obstruct(...files: string[]): void
}

/** What cannot be done, with the exit code and the words that say so; "printed" stands on standard output all the same. */
type Fails = (scene: Scene) => Promise<[words: string[], code: number, says: RegExp, printed?: RegExp]>

const OPEN = ['incident', 'open', '--priority', 'P2', '--platform', 'trunks=partial_outage']
const WINDOW = ['--starts-at', '2099-01-05T01:00:00-07:00', '--ends-at', '2099-01-05T02:00:00-07:00']
const MAINTENANCE = ['maintenance', 'schedule', '--title', 'New controller', '--platform', 'trunks', ...WINDOW]
const UNPUBLISHED = /Saved, but not published yet:\n {2}- could not publish \/\n$/
const ID = /^[\w-]{5,}\nhttps:\/\/status\.example\.com\/(incidents|maintenance)\/[\w-]+\/\n(next update due by .*\n)?$/

/** With the secret key of another installation. */
const underAnotherKey =
  (words: string[]): Fails =>
  async () => {
    vi.stubEnv('SECRET_KEY', 'another key of thirty-two characters or more')
    return [words, 78, /not the secret key of this database/]
  }

const FAILURES: Record<string, Fails[]> = {
  'staff add': [
    async () => [
      ['staff', 'add', '--email', 'nobody', '--name', 'Rosa', '--role', 'agent'],
      2,
      /must be an e-mail address/,
    ],
  ],
  'staff disable': [async () => [['staff', 'disable', 'nobody@example.com'], 2, /There is no/]],
  'staff role': [async () => [['staff', 'role', 'nobody@example.com', 'lead'], 2, /There is no/]],
  'staff enable': [async () => [['staff', 'enable', 'nobody@example.com'], 2, /There is no/]],
  'staff list': [underAnotherKey(['staff', 'list'])],
  'staff break-glass': [async () => [['staff', 'break-glass', 'nobody@example.com', 'on'], 2, /There is no/]],
  'staff reset': [async () => [['staff', 'reset', 'nobody@example.com'], 2, /There is no/]],
  'token create': [
    async () => [['token', 'create', '--name', ' ', '--role', 'agent'], 2, /^--name: must not be empty\n$/],
  ],
  'token list': [underAnotherKey(['token', 'list'])],
  'token revoke': [async () => [['token', 'revoke', 'nobody'], 2, /There is no such valid token/]],
  'platform add': [
    async ({ obstruct }) => {
      obstruct('index.html')
      return [['platform', 'add', 'fax', '--name', 'Fax', '--group', 'Text'], 1, UNPUBLISHED, /^fax is added\.\n$/]
    },
    async () => [['platform', 'add', 'trunks', '--name', 'Trunks', '--group', 'Calling'], 2, /"trunks"/],
  ],
  'platform list': [underAnotherKey(['platform', 'list'])],
  'platform rename': [async () => [['platform', 'rename', 'nothing', '--name', 'Fax'], 2, /platform/]],
  'platform archive': [async () => [['platform', 'archive', 'nothing'], 2, /platform/]],
  'incident list': [underAnotherKey(['incident', 'list'])],
  'incident open': [
    async ({ obstruct }) => {
      obstruct('index.html')
      return [[...OPEN, '--title', 'Calls fail', '--body', 'x'], 1, UNPUBLISHED, ID]
    },
    async () => [
      [...OPEN, '--title', 'x', '--body-file', '/nowhere/text'],
      2,
      /\/nowhere\/text cannot be read \(ENOENT\)/,
    ],
  ],
  'incident update': [
    async ({ obstruct, id }) => {
      obstruct('index.html')
      return [['incident', 'update', id, '--body', 'x'], 1, UNPUBLISHED, ID]
    },
  ],
  'incident reopen': [
    async ({ run, obstruct, id }) => {
      await run('incident', 'update', id, '--body', 'Over.', '--phase', 'resolved')
      obstruct('index.html')
      return [['incident', 'reopen', id, '--body', 'x'], 1, UNPUBLISHED, ID]
    },
  ],
  owed: [underAnotherKey(['owed']), async () => [['owed', 'all'], 2, /too many arguments/]],
  'owed acknowledge': [
    async () => [['owed', 'acknowledge', 'aaaaaaaaaaaa'], 2, /^There is no such promise\.\n$/],
    async () => [['owed', 'acknowledge', 'aaaaaaaaaaaa', '--json'], 2, /unknown option '--json'/],
  ],
  'maintenance schedule': [
    async ({ obstruct }) => {
      obstruct('maintenance/index.html')
      return [
        [...MAINTENANCE, '--reason', 'It is old.'],
        1,
        /not published yet:\n {2}- could not publish \/maintenance\/\n/,
        ID,
      ]
    },
  ],
  'maintenance update': [
    async ({ run, obstruct }) => {
      const [id] = printed(await run(...MAINTENANCE, '--reason', 'It is old.'))
      obstruct('maintenance/index.html')
      return [['maintenance', 'update', id, '--body', 'x'], 1, /not published yet:/, ID]
    },
    async () => [['maintenance', 'update', 'nothing', '--body', 'x'], 2, /maintenance/],
  ],
  'maintenance cancel': [
    async ({ run, obstruct }) => {
      const [id] = printed(await run(...MAINTENANCE, '--reason', 'It is old.'))
      obstruct('maintenance/index.html')
      return [['maintenance', 'cancel', id], 1, /not published yet:/, ID]
    },
    async () => [['maintenance', 'cancel', 'nothing'], 2, /maintenance/],
  ],
  'maintenance programmes': [
    async ({ obstruct }) => {
      obstruct('maintenance/index.html')
      return [['maintenance', 'programmes', '--about', 'monthly=trunks'], 1, /not published yet:/, /^monthly=trunks$/m]
    },
  ],
  'subscribers export': [async () => [['subscribers', 'export', 'nobody@example.com'], 2, /There is no/]],
  'subscribers disable': [
    async () => [['subscribers', 'disable', 'nobody@example.com', '--reason', 'x'], 2, /There is no/],
  ],
  'subscribers enable': [async () => [['subscribers', 'enable', 'nobody@example.com'], 2, /There is no/]],
  'subscribers erase': [async () => [['subscribers', 'erase', 'nobody@example.com'], 2, /There is no/]],
  'subscribers import': [
    async ({ folder }) => {
      const list = join(folder, 'list.csv')
      writeFileSync(
        list,
        'email,scope,provenance\nrosa@example.com,all,a fair\nno address,all,a fair\nlee@example.com,all,\n',
      )
      return [['subscribers', 'import', list], 2, /^Nothing was imported\.\nline 3: .*\nline 4: provenance: is missing/]
    },
    async ({ folder }) => {
      const list = join(folder, 'list.csv')
      writeFileSync(list, 'email,scope,provenance\nrosa@example.com,all,a fair\nlee@example.com,platform:fax,a fair\n')
      return [['subscribers', 'import', list], 2, /^Nothing was imported\.\nline 3: scope: There is no platform "fax"/]
    },
  ],
  'contacts import': [
    async ({ folder }) => {
      const list = join(folder, 'list.csv')
      writeFileSync(list, 'organisation,name,email\nAcme,Bob,no address\n')
      return [['contacts', 'import', list], 2, /^Nothing was imported\.\n/]
    },
  ],
  'contacts export': [
    async ({ folder }) => {
      writeFileSync(join(folder, 'there.csv'), '')
      return [['contacts', 'export', join(folder, 'there.csv')], 2, /already exists/]
    },
  ],
  'organisations list': [underAnotherKey(['organisations', 'list'])],
  'organisations link': [async () => [['organisations', 'link', 'nobody'], 2, /There is no/]],
  migrate: [
    async ({ db }) => {
      await sql`insert into kysely_migration (name, timestamp) values ('9999-tomorrow', 'x')`.execute(db)
      return [['migrate'], 78, /written by a newer Signalpost/]
    },
  ],
  publish: [
    async ({ obstruct, id }) => {
      obstruct('index.html', 'history.rss', `incidents/${id}/index.html`)
      const named = ['/', `/incidents/${id}/`, '/history.rss'].map((path) => `(?=[^]*- could not publish ${path}\\n)`)
      return [['publish'], 1, new RegExp(`Not everything could be rendered again:\\n${named.join('')}`)]
    },
  ],
  backup: [
    async ({ folder }) => [['backup', join(folder, 'no/such/folder.db')], 1, /could not be written: ENOENT/],
    async ({ folder }) => {
      writeFileSync(join(folder, 'there.db'), '')
      return [['backup', join(folder, 'there.db')], 2, /already exists/]
    },
  ],
  restore: [async ({ folder }) => [['restore', join(folder, 'none.db')], 2, /none\.db does not exist/]],
  'import sqlite': [
    async ({ folder }) => {
      const code = process.env.DATABASE_URL ? 2 : 78
      return [['import', 'sqlite', join(folder, 'none.db')], code, /none\.db|DATABASE_URL is not set/]
    },
  ],
  'demo load': [async () => [['demo', 'load'], 2, /empty/]],
  'demo clear': [async () => [['demo', 'clear'], 2, /demonstration/]],
  doctor: [
    async ({ db }) => {
      await disarm(db)
      await db.deleteFrom('audit').where('id', '=', 2).execute()
      return [['doctor'], 1, /^\d+ of \d+ checks failed\.\n$/, /^fail/m]
    },
  ],
}

async function sceneOn(place: SharedDatabase): Promise<Scene> {
  const folder = await temporaryFolder('truth')
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const run = await terminal(place)
  await addPlatforms(place.db, 'trunks')
  const [id] = printed(await run(...OPEN, '--title', 'Calls fail', '--body', 'Calls fail.'))
  // A folder in the place of a file stops even root.
  const site = join(process.env.DATA_DIR ?? '', 'site')
  const obstruct = (...files: string[]) => {
    for (const file of files) {
      rmSync(join(site, file), { force: true })
      mkdirSync(join(site, file, 'in the way'), { recursive: true })
    }
  }
  return { db: place.db, run, folder, id, obstruct }
}

test('of each command it is known how it fails', () => {
  expect(Object.keys(FAILURES).sort()).toEqual(commands(program()).map(nameOf).sort())
})

const CASES = Object.entries(FAILURES).flatMap(([name, fails]) => fails.map((fail, index) => ({ name, index, fail })))

onEachDatabase('the exit status is the truth', (_, freshFile) => {
  test.each(CASES)('of "$name" ($index)', async ({ fail }) => {
    const scene = await sceneOn(await freshFile())
    const [words, code, says, prints = /^$/] = await fail(scene)
    const files = readdirSync(scene.folder)
    const said = await scene.run(...words)
    expect(said).toEqual({ code, stdout: expect.stringMatching(prints), stderr: expect.stringMatching(says) })
    expect(readdirSync(scene.folder)).toEqual(files)
  })
})
