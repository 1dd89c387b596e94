import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { openDatabase } from '../../db/open.ts'
import { onPostgres } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { temporaryFolder } from '../support/folder.ts'
import { type RunningServer, startServer } from '../support/process/server.ts'

const P1G = {
  ...{
    title: 'Calls fail',
    priority: 'P1G',
    caseNumber: 'NL-1',
    platforms: [{ id: 'trunks', impact: 'major_outage' }],
  },
  update: { body: 'Calls to **all** countries fail.' },
}
const ADDRESS = 'anna@example.org'
const PUBLIC_URL = 'http://status.example.com'

/** A server on SQLite with a platform, an open P1G, and somebody who was told of it. */
async function onSqlite(): Promise<RunningServer> {
  const server = await startServer({ env: { PUBLIC_URL }, saysUrl: PUBLIC_URL })
  await server.cli('platform', 'add', 'trunks', '--name', 'SIP trunks', '--group', 'Voice')
  const form = { channel: 'email', address: ADDRESS, scope: { type: 'all' } }
  await server.send('admin', 'POST', '/subscriptions', form)
  const link = await linkIn(server, '/confirm/')
  await fetch(link.replace(PUBLIC_URL, server.url), { method: 'POST' })
  await server.send('agent', 'POST', '/incidents', P1G)
  await eventually(async () => ((await server.mails(ADDRESS)).some(isOfIncident) ? true : undefined))
  return server
}

const isOfIncident = ({ subject }: { subject?: string }) => subject?.includes('Calls fail') ?? false

async function linkIn(server: RunningServer, path: string): Promise<string> {
  return eventually(async () => {
    const texts = (await server.mails(ADDRESS)).map(({ text }) => text ?? '')
    return texts.flatMap((text) => text.match(new RegExp(`http\\S+${path}[\\w.~-]+`)) ?? []).at(-1)
  })
}

const PATHS = ['/', '/history.atom', '/history.rss', '/feed.json', '/api/v2/summary.json', '/calendar.ics', '/history/']

const TIMES = /\d{4}-\d\d-\d\dT[\d:.]+Z|\d\d:\d\d(:\d\d)?|\d+ (minutes?|seconds?)|\b\d{13}\b|\d{8}T\d{6}Z/g

/** Documents, once all are rendered, without what tells when they were: the uptime of a platform that is down falls, too. */
async function documents({ url }: RunningServer): Promise<string[]> {
  await eventually(async () => (await fetch(`${url}/readyz`)).ok || undefined)
  const texts = PATHS.map(async (path) => `${path} ${await (await fetch(`${url}${path}`)).text()}`)
  return (await Promise.all(texts)).map((text) => text.replace(TIMES, '…').replace(/>[\d.]+%/g, '>…%'))
}

onPostgres('import sqlite', (fresh) => {
  test('moves a server: same page and feeds, same links, and nobody is told twice', { timeout: 240_000 }, async () => {
    const place = await fresh()
    await place.db.destroy()
    const before = await onSqlite()
    const DATABASE_URL = (place.location as { url: string }).url
    const file = join(before.dataDir, 'signalpost.sqlite')
    expect(await importing(before.dataDir, DATABASE_URL, file).result).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /^A server is running with this DATA_DIR \(process \d+ on .*\)\. Stop it first\.\n$/,
      ),
    })
    const other = await temporaryFolder('other')
    expect(await importing(other, DATABASE_URL, file).result).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`A server is running with ${realpathSync(before.dataDir)} (process `),
    })
    const page = await documents(before)
    const manage = await linkIn(before, '/manage/')
    const managed = async ({ url }: RunningServer) => {
      const answer = await fetch(manage.replace(PUBLIC_URL, url))
      return [answer.status, (await answer.text()).replace(TIMES, '…')]
    }
    const own = await managed(before)
    expect(own[0]).toBe(200)
    const mails = (await before.mails(ADDRESS)).length
    await before.stop()

    const { code, stdout, stderr } = await importing(before.dataDir, DATABASE_URL, file).result
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^deliveries {2}2 rows {2}checksum [0-9a-f]{16}$/m)
    expect(stdout).toMatch(/^\d+ tables with \d+ rows are in PostgreSQL, counts and checksums the same on both sides/m)
    const after = await startServer({ dataDir: before.dataDir, env: { DATABASE_URL, PUBLIC_URL }, saysUrl: PUBLIC_URL })
    expect(await documents(after)).toEqual(page)
    expect(await managed(after)).toEqual(own)
    // Nobody answers at an address that is made up.
    const examined = await after.cli('doctor').catch((failed: { stdout: string }) => failed.stdout)
    expect(examined).toMatch(/^ok {4}audit: the chain is intact/m)
    const [{ id } = { id: '' }] = await openIncidents(after)
    const news = { body: 'We have found the cause.', phase: 'identified' }
    expect((await after.send('agent', 'POST', `/incidents/${id}/updates`, news)).status).toBe(201)
    await eventually(async () => ((await after.mails(ADDRESS)).length > mails ? true : undefined))
    expect(await after.mails(ADDRESS)).toHaveLength(mails + 1)
    await after.stop()

    const elsewhere = await importing(await temporaryFolder('other'), DATABASE_URL, file).result
    expect([elsewhere.code, elsewhere.stderr]).toEqual([2, expect.stringContaining('is in use')])
  })

  test('that is killed leaves PostgreSQL empty, and asks for the key when it is done', {
    timeout: 240_000,
  }, async () => {
    const place = await fresh()
    await place.db.destroy()
    const { url } = place.location as { url: string }
    const folder = await temporaryFolder('import')
    const file = join(folder, 'large.db')
    await large(file)
    // No connection of Signalpost's: that would be a server.
    const watcher = new pg.Client({ connectionString: url })
    await watcher.connect()
    const importer = importing(await temporaryFolder('other'), url, file)
    await eventually(async () => ((await isInserting(watcher)) ? true : undefined))
    importer.kill()
    await importer.result
    await eventually(async () => ((await isInserting(watcher)) ? undefined : true))
    for (const table of ['subscribers', 'platforms', 'audit', 'settings'])
      expect([table, (await watcher.query(`select count(*)::int as count from ${table}`)).rows]).toEqual([
        table,
        [{ count: table === 'settings' ? 1 : 0 }],
      ])
    await watcher.end()
    const { code, stdout, stderr } = await importing(await temporaryFolder('other'), url, file).result
    expect([code, stdout]).toEqual([0, expect.stringMatching(new RegExp(`^subscribers {2}${MANY} rows`, 'm'))])
    expect(stderr).toMatch(/^Before the next start, set SECRET_KEY to the key of the installation that it comes from/)
    rmSync(folder, { recursive: true })
  })
})

test('import sqlite says that it needs a PostgreSQL', async () => {
  const folder = await temporaryFolder('import')
  expect(await importing(folder, '', join(folder, 'none.db')).result).toEqual({
    code: 78,
    stdout: '',
    stderr: 'DATABASE_URL is not set: it names the PostgreSQL to move into.\n',
  })
  expect(existsSync(join(folder, 'signalpost.sqlite'))).toBe(false)
})

const MANY = 60_000

async function large(file: string): Promise<void> {
  const server = await startServer()
  await server.stop()
  copyFileSync(join(server.dataDir, 'signalpost.sqlite'), file)
  const db = openDatabase({ file })
  await sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${sql.lit(MANY)})
    insert into subscribers (id, channel, address, locale, state, source, created_at, updated_at)
    select 'person' || i, 'email', i || '@example.org', 'en', 'active', 'page', 1, 1 from n`.execute(db)
  await db.destroy()
}

async function isInserting(watcher: pg.Client): Promise<boolean> {
  const { rows } = await watcher.query(`select 1 from pg_stat_activity
    where datname = current_database() and application_name = 'signalpost' and query like 'insert into "subscribers"%'`)
  return rows.length > 0
}

async function openIncidents({ url }: RunningServer): Promise<{ id: string }[]> {
  const answer = await fetch(`${url}/api/v1/incidents?open=true`)
  return ((await answer.json()) as { items: { id: string }[] }).items
}

/** The command in a process of its own, with another DATA_DIR and DATABASE_URL than the file's server. */
function importing(dataDir: string, databaseUrl: string, file: string) {
  const env = { PATH: process.env.PATH, DATA_DIR: dataDir, DATABASE_URL: databaseUrl, SEED: 'none' }
  const child = spawn(process.execPath, ['server/cli.ts', 'import', 'sqlite', file], { env })
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text) => {
      said[name] += text
    })
  const result = once(child, 'close').then(([code]) => ({ code: code as number | null, ...said }))
  return { result, kill: () => child.kill('SIGKILL') }
}
