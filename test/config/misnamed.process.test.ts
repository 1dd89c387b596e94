import { expect, test } from 'vitest'
import { startServer } from '../support/process/server.ts'

test('a start warns in its log of a variable with almost the right name, without its value', async () => {
  const server = await startServer({ env: { SMTP_URI: 'smtp://user:hidden@host' } })
  expect(server.output()).toMatch(
    /"level":"warn".*"SMTP_URI is not a name that Signalpost reads; did you mean SMTP_URL\?"/,
  )
  expect(server.output()).not.toContain('hidden')
  await server.stop()
})
