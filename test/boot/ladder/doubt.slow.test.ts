import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { startService } from '../../../server/boot/service.ts'
import { loadConfig } from '../../../server/config/index.ts'
import { temporaryFolder } from '../../support/folder.ts'

test('a start waits for no doubt about the ladder, and tells it right after', async () => {
  const said: string[] = []
  const log = pino({ level: 'warn' }, { write: (line) => said.push(JSON.parse(line).msg) })
  const config = loadConfig({
    DATA_DIR: await temporaryFolder('doubt'),
    PUBLIC_URL: 'http://127.0.0.1:4160',
    PORT: '4160',
  })
  const service = await startService(config, log, { stop: new AbortController().signal })
  onTestFinished(() => service.stop())
  const doubts = () => said.filter((line) => line.startsWith('ladder: '))
  expect(doubts()).toEqual([])
  await expect.poll(doubts).toEqual([expect.stringContaining('what is overdue is told to no one')])
})
