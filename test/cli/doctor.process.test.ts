import { expect, test, vi } from 'vitest'
import { startServer } from '../support/process/server.ts'
import { terminalAt } from '../support/process/terminal.ts'

test('the doctor knows the page of the running program by what it shows, and that of another', {
  timeout: 60_000,
}, async () => {
  const [server, other] = await Promise.all([startServer(), startServer()])
  const address = (output: string) => output.split('\n').filter((line) => line.includes('address:'))
  expect(address(await server.cli('doctor'))).toEqual([
    `ok    address: PUBLIC_URL (${server.url}) leads to this installation`,
  ])
  const run = terminalAt(server.dataDir)
  vi.stubEnv('PORT', new URL(server.url).port)
  vi.stubEnv('PUBLIC_URL', other.url)
  const { code, stdout } = await run('doctor')
  expect(address(stdout)).toEqual([
    `fail  address: at PUBLIC_URL (${other.url}) another installation of Signalpost answers`,
  ])
  expect(code).toBe(1)
})
