import { describe, expect, test } from 'vitest'
import { mailDoubt, startLine } from '../../../server/boot/log/start-line.ts'
import { loadConfig } from '../../../server/config/index.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'

test('a page for the public that sends no mail says so in the log: it tells people that a message is on its way', () => {
  const kept = { kind: 'mailbox', folder: '/data/mail' } as const
  expect(mailDoubt({ mail: kept, publicUrl: 'https://status.example.com' })).toContain('/data/mail')
  expect(mailDoubt({ mail: kept, publicUrl: 'http://127.0.0.1:8080' })).toBe(null)
  expect(mailDoubt({ mail: { kind: 'smtp', url: 'smtp://relay' }, publicUrl: 'https://status.example.com' })).toBe(null)
})

describe('the first line of a log says of the ladder', () => {
  const ladderOf = (values: Record<string, string>, plan = DEFAULT_PLAN) =>
    startLine({ ...loadConfig({ DATA_DIR: '/nowhere', PUBLIC_URL: 'http://127.0.0.1:8080', ...values }), plan }).ladder

  test('who is told of what is overdue where the configuration names nobody: the people of the demonstration', () => {
    expect(ladderOf({})).toMatch(/names nobody.*while the demonstration is loaded, .* into the local mailbox$/)
  })

  test('no such thing where mails go out, or somebody is named', () => {
    const staff = { leads: [], desk: ['desk@example.com'] }
    expect(ladderOf({ SMTP_URL: 'smtp://relay.example.com', EMAIL_FROM: 'status@example.com' })).toBe(
      'the configuration names nobody to tell what is overdue',
    )
    expect(ladderOf({}, { ...DEFAULT_PLAN, staff })).toBe('the configuration names whom to tell what is overdue')
  })
})
