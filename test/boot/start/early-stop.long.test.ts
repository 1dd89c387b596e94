import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { eventually } from '../../support/eventually.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { startServer } from '../../support/process/server.ts'
import { freePort } from '../../support/run/postgres.ts'

interface Start {
  url: string
  dataDir: string
  /** Everything it has printed so far. */
  output(): string
}

type Moment = (start: Start) => Promise<boolean> | boolean

/** Starts the program, and asks it to end when the moment has come. */
async function stoppedWhen(isTime: Moment, dataDir: string, more: Record<string, string> = {}) {
  const port = await freePort()
  const env = { PATH: process.env.PATH, SEED: 'demo', ...more, PORT: `${port}`, DATA_DIR: dataDir }
  const child = spawn(process.execPath, ['server/main.ts'], { env })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(signal ?? code)))
  const start = { url: `http://127.0.0.1:${port}`, dataDir, output: () => output }
  await eventually(async () => (await isTime(start)) || undefined)
  child.kill('SIGTERM')
  return { status: await ended, output }
}

const appears =
  (file: string): Moment =>
  ({ dataDir }) =>
    existsSync(join(dataDir, file))
const says =
  (text: string): Moment =>
  ({ output }) =>
    output().includes(text)
const isReady: Moment = async ({ url }) => (await fetch(`${url}/readyz`).catch(() => null))?.ok ?? false

async function newFolder(): Promise<string> {
  const folder = await temporaryFolder('early-stop')
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const inOrder = { status: 0, output: expect.stringMatching(/"stopping: .*"stopped"/s) }

test.each<[string, Moment]>([
  ['it has its folder', appears('server.holder')],
  ['its database is made', appears('signalpost.sqlite-wal')],
  ['its first page is written', appears('site/index.html')],
  ['it listens', says('"listening"')],
  ['it is ready', isReady],
])('a first start that is to stop when %s ends in order, and the next one goes on', async (_, moment) => {
  const dataDir = await newFolder()
  expect(await stoppedWhen(moment, dataDir)).toEqual(inOrder)
  const next = await startServer({ dataDir, env: { SEED: 'demo' } })
  expect((await fetch(next.url)).status).toBe(200)
  expect(await next.stop()).toBe(0)
})

test('so does a later start, also one that waits for its database', async () => {
  const dataDir = await newFolder()
  expect(await stoppedWhen(isReady, dataDir)).toEqual(inOrder)
  expect(await stoppedWhen(says('"listening"'), dataDir)).toEqual(inOrder)
  const away = { DATABASE_URL: `postgres://nobody@127.0.0.1:${await freePort()}/none` }
  expect(await stoppedWhen(says('is not there yet'), dataDir, away)).toEqual(inOrder)
})
