import { expect, test } from 'vitest'
import { createLog } from '../../../server/boot/log/log.ts'

test('the log shows neither secrets nor addresses, wherever in an error they stand', () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  const cause = new Error('cannot reach smtp://desk:hunter2@mail.example.com')
  const error = Object.assign(new AggregateError([cause], 'Bearer abc123def456', { cause }), {
    response: 'no rosa@example.com',
  })
  log.error(error, 'failed')
  log.warn({ err: { message: 'token=hunter2' }, why: 'key re_123456789abc' }, 'in another thread')
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['failed', 'in another thread'])
  expect(lines.join('')).toContain('mail.example.com')
  for (const secret of ['hunter2', 'abc123def456', 'rosa@', 're_123456789abc'])
    expect(lines.join('')).not.toContain(secret)
})
