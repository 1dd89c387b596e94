import { expect, test } from 'vitest'
import { mailDoubt } from '../../../server/boot/log/start-line.ts'

test('a page for the public that sends no mail says so in the log: it tells people that a message is on its way', () => {
  const kept = { kind: 'mailbox', folder: '/data/mail' } as const
  expect(mailDoubt({ mail: kept, publicUrl: 'https://status.example.com' })).toContain('/data/mail')
  expect(mailDoubt({ mail: kept, publicUrl: 'http://127.0.0.1:8080' })).toBe(null)
  expect(mailDoubt({ mail: { kind: 'smtp', url: 'smtp://relay' }, publicUrl: 'https://status.example.com' })).toBe(null)
})
