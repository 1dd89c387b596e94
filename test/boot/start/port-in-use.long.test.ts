import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../../support/folder.ts'
import { startServer } from '../../support/process/server.ts'

/** A start that is to fail. */
async function start(env: Record<string, string>): Promise<{ code: number; stderr: string }> {
  const run = promisify(execFile)(process.execPath, ['server/main.ts'], { env: { PATH: process.env.PATH, ...env } })
  return run.then(
    () => expect.fail('it started'),
    ({ code, stderr }) => ({ code, stderr }),
  )
}

const told = (port: string) => ({
  code: 1,
  stderr: expect.stringMatching(
    new RegExp(`^[^{].*EADDRINUSE.*\\nAnother process uses 127\\.0\\.0\\.1:${port}: stop it, or set PORT`),
  ),
})

test('a first start on a port in use says so before it makes anything', async () => {
  const other = createServer()
  onTestFinished(() => void other.close())
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const port = `${(other.address() as AddressInfo).port}`
  const [folder, dataDir] = [await temporaryFolder('port'), 'data']
  expect(await start({ PORT: port, DATA_DIR: join(folder, dataDir), SEED: 'demo' })).toEqual(told(port))
  expect(existsSync(join(folder, dataDir))).toBe(false)
})

test('a later one as well, which leaves all as it was; where that process is its own server, it says which', async () => {
  const server = await startServer()
  const { port } = new URL(server.url)
  const again = await start({ PORT: port, DATA_DIR: server.dataDir, SEED: 'none' })
  expect(again).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^Another server, or a restore, has .*: process \d+/),
  })

  const stopped = await startServer()
  await stopped.stop()
  // A lock that is left by the end of its process has a journal beside it.
  const names = () => readdirSync(stopped.dataDir).filter((name) => !name.endsWith('-journal'))
  const files = names()
  expect(await start({ PORT: port, DATA_DIR: stopped.dataDir, SEED: 'none' })).toEqual(told(port))
  expect(names()).toEqual(files)
  await server.stop()
})
