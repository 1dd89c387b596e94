import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ConfigError, loadConfig } from '../../server/config/index.ts'
import { temporaryFolder } from '../support/folder.ts'

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    loadConfig(environment)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

describe('the environment', () => {
  test('may be empty: everything has a default', () => {
    const config = loadConfig({ DATA_DIR: '/nowhere' })
    expect(config).toMatchObject({ port: 8080, host: '127.0.0.1', publicUrl: 'http://127.0.0.1:8080', seed: 'demo' })
    expect(config.mail).toEqual({ kind: 'mailbox', folder: '/nowhere/mail' })
  })

  test('is refused with everything that is wrong at once', () => {
    const problems = problemsOf({
      PORT: 'eighty',
      PUBLIC_URL: 'status.example.com',
      DATABASE_URL: 'mysql://db',
      VAPID_SUBJECT: 'mailto:ops@localhost',
      TRUSTED_PROXIES: '10.0.0.0/8,proxy',
      METRICS_TOKEN: 'short',
    })
    for (const name of ['PORT', 'PUBLIC_URL', 'DATABASE_URL', 'VAPID_SUBJECT', 'TRUSTED_PROXIES', 'METRICS_TOKEN']) {
      expect(problems.filter((problem) => problem.startsWith(`${name} `))).toHaveLength(1)
    }
  })

  test('names the entries of a list that are wrong, each by what it is', () => {
    const lists = { TRUSTED_PROXIES: '10.0.0.0/8, proxy,10.0.0.0/99', PUSH_EXTRA_ORIGINS: 'push.example.com' }
    expect(problemsOf(lists)).toEqual([
      'PUSH_EXTRA_ORIGINS must list origins like https://push.example.com; "push.example.com" is none.',
      'TRUSTED_PROXIES must list addresses or CIDRs like 10.0.0.0/8; "proxy" is none.',
      'TRUSTED_PROXIES must list addresses or CIDRs like 10.0.0.0/8; "10.0.0.0/99" is none.',
    ])
  })

  test('is told its contradictions together with its mistakes', () => {
    const problems = problemsOf({ PORT: 'eighty', RESEND_API_KEY: 're_1' })
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(['PORT', 'EMAIL_FROM', 'PUBLIC_URL'])
  })

  test('that sends mail says from whom and where links lead', () => {
    expect(problemsOf({ RESEND_API_KEY: 're_1', SMTP_URL: 'smtp://relay' })).toEqual([
      'RESEND_API_KEY and SMTP_URL are both set: choose one way to send mail.',
      'EMAIL_FROM is needed to send mail.',
      'PUBLIC_URL is needed: the links in mails lead there.',
    ])
  })

  test.each([
    ...['https://localhost', 'https://localhost:8443', 'https://status.localhost', 'https://LOCALHOST.'],
    ...['https://status.local', 'https://status.invalid', 'https://intranet', 'https://10.0.0.5', 'https://127.1'],
    ...['https://192.168.1.9:8443', 'https://169.254.0.1', 'https://[::1]', 'https://[fd00::1]', 'https://0x7f000001'],
  ])('has no contact for push services that they refuse, given or taken from PUBLIC_URL: %s', (url) => {
    expect(problemsOf({ VAPID_SUBJECT: url })).toEqual([
      expect.stringMatching(/^VAPID_SUBJECT must name a public host/),
    ])
    expect(problemsOf({ PUBLIC_URL: url })).toEqual([expect.stringMatching(/^VAPID_SUBJECT is needed/)])
    expect(problemsOf({ PUBLIC_URL: url, VAPID_SUBJECT: 'mailto:desk@example.com' })).toEqual([])
    const plain = loadConfig({ PUBLIC_URL: url.replace('https', 'http') })
    expect(plain.vapidSubject).toBe('mailto:status@status.example.com')
  })

  test.each([
    ...['mailto:ops@desk.local', 'mailto:ops@desk.invalid', 'mailto:ops@10.0.0.5', 'mailto:ops@[192.168.0.1]'],
    ...['mailto:ops@desk.test', 'mailto:ops@northline.example', 'mailto:ops@x.localhost', 'MAILTO:ops@desk.TEST'],
  ])('has no mailbox for push services that they refuse: %s', (subject) =>
    expect(problemsOf({ VAPID_SUBJECT: subject })).toHaveLength(1),
  )

  test.each([
    'https://status.northline.example',
    'https://203.0.113.7.nip.io',
    'https://8.8.8.8',
    'mailto:a@b.example.com',
  ])('has a public contact for push services: %s', (subject) => {
    expect(loadConfig({ VAPID_SUBJECT: subject }).vapidSubject).toBe(subject)
    if (subject.startsWith('https:')) expect(loadConfig({ PUBLIC_URL: subject }).vapidSubject).toBe(subject)
  })

  test('takes a secret from a file, but not from two places', async () => {
    const file = join(await temporaryFolder('secret'), 'token')
    writeFileSync(file, 'a-token-of-some-length\n')
    expect(loadConfig({ METRICS_TOKEN_FILE: file }).metricsToken).toBe('a-token-of-some-length')
    expect(problemsOf({ METRICS_TOKEN_FILE: file, METRICS_TOKEN: 'another-token-entirely' })).toEqual([
      'METRICS_TOKEN and METRICS_TOKEN_FILE are both set: keep one.',
    ])
    expect(problemsOf({ METRICS_TOKEN_FILE: '/nowhere/token' })[0]).toContain('cannot be read')
  })

  test('takes the address of a watchdog, or a file with it, without a password that no request would carry', async () => {
    const file = join(await temporaryFolder('secret'), 'heartbeat')
    writeFileSync(file, 'https://heartbeat.example.com/ping/4711\n')
    expect(loadConfig({ HEARTBEAT_URL_FILE: file }).heartbeatUrl).toBe('https://heartbeat.example.com/ping/4711')
    expect(problemsOf({ HEARTBEAT_URL: 'heartbeat.example.com' })).toEqual([
      expect.stringMatching(/^HEARTBEAT_URL must be a URL like/),
    ])
    const [problem = '', ...more] = problemsOf({ HEARTBEAT_URL: 'https://ida:hush@heartbeat.example.com/ping' })
    expect([problem, more]).toEqual([
      expect.stringMatching(/^HEARTBEAT_URL must have no user name and no password/),
      [],
    ])
    expect(problem).not.toContain('hush')
  })

  test('does not take an empty secret for none: mail would stay in the local folder', async () => {
    const file = join(await temporaryFolder('secret'), 'key')
    writeFileSync(file, '\n')
    expect(problemsOf({ RESEND_API_KEY_FILE: file })).toEqual([`RESEND_API_KEY_FILE names ${file}, which is empty.`])
  })

  test('with a mail provider or a public address starts without the demonstration', () => {
    expect(loadConfig({ PUBLIC_URL: 'https://status.example.com' }).seed).toBe('none')
    expect(loadConfig({ PUBLIC_URL: 'https://status.example.com', SEED: 'demo' }).seed).toBe('demo')
  })
})

describe('the configuration file', () => {
  test('names the file and the field of each mistake', async () => {
    const file = join(await temporaryFolder('config'), 'config.json')
    writeFileSync(file, JSON.stringify({ zone: 'Denver', priorities: { P1G: { every: 'often' } }, colour: 'red' }))
    const problems = problemsOf({ SIGNALPOST_CONFIG: file })
    expect(problems).toHaveLength(3)
    expect(problems[0]).toBe(`${file}: zone: "Denver" is no IANA time zone, such as "America/Denver".`)
    expect(problems.join('\n')).toMatch(/zone[\s\S]*priorities\.P1G\.every[\s\S]*colour/)
  })

  test('that is named and not there is said to be missing', async () => {
    const file = join(await temporaryFolder('config'), 'absent.json')
    expect(problemsOf({ SIGNALPOST_CONFIG: file })).toEqual([
      `${file}: SIGNALPOST_CONFIG names this file, and it is not there.`,
    ])
  })

  test('is told in the words of whoever wrote it', async () => {
    const file = join(await temporaryFolder('config'), 'config.json')
    writeFileSync(file, JSON.stringify({ nam: 'x', p1gRole: 'boss', holidays: ['2026-02-30'], zone: 7 }))
    expect(problemsOf({ SIGNALPOST_CONFIG: file })).toEqual([
      `${file}: zone: must be a text`,
      `${file}: holidays.0: must be a date such as 2026-12-25`,
      `${file}: p1gRole: must be one of "agent", "lead", "admin"`,
      `${file}: nam: There is no such field.`,
    ])
  })

  test('has texts that show something, and that a database can keep', async () => {
    const file = join(await temporaryFolder('config'), 'config.json')
    writeFileSync(file, JSON.stringify({ name: '\u200b', support: { contacts: [{ role: '\u2800' }] } }))
    expect(problemsOf({ SIGNALPOST_CONFIG: file })).toEqual([
      `${file}: name: must have something that readers see`,
      `${file}: support.contacts.0.role: must have something that readers see`,
    ])
    writeFileSync(file, JSON.stringify({ support: { contacts: [{ role: 'a\0b' }] } }))
    expect(problemsOf({ SIGNALPOST_CONFIG: file })).toEqual([
      `${file}: support.contacts.0.role: contains U+0000 or half a surrogate pair, which cannot be stored`,
    ])
  })

  test('is told of in few words, however large and wrong it is', async () => {
    const file = join(await temporaryFolder('config'), 'config.json')
    const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, 1]))
    writeFileSync(file, JSON.stringify(fields(300_000)))
    expect(problemsOf({ SIGNALPOST_CONFIG: file })).toEqual([
      `${file}: the file has more than 1 MB; a plan file is never so large.`,
    ])
    writeFileSync(file, JSON.stringify(fields(50_000)))
    expect(problemsOf({ SIGNALPOST_CONFIG: file })).toEqual([`${file}: the file: must have at most 100 fields`])
    writeFileSync(file, JSON.stringify(fields(90)))
    const said = problemsOf({ SIGNALPOST_CONFIG: file })
    expect([said.length, said.at(-1)]).toEqual([21, 'and 70 more'])
    expect(problemsOf({ TRUSTED_PROXIES: 'x,'.repeat(200_000) })).toHaveLength(21)
  })

  test('may begin with the mark that some editors write', async () => {
    const file = join(await temporaryFolder('config'), 'config.json')
    writeFileSync(file, '\uFEFF{"name": "Acme"}')
    expect(loadConfig({ SIGNALPOST_CONFIG: file }).name).toBe('Acme')
  })

  test('changes what it names and leaves the rest', async () => {
    const file = join(await temporaryFolder('config'), 'config.json')
    writeFileSync(file, JSON.stringify({ priorities: { P2: { every: '90 minutes' } } }))
    const { priorities } = loadConfig({ SIGNALPOST_CONFIG: file }).plan
    expect(priorities.P2).toMatchObject({ every: { ms: 5_400_000 }, firstResponse: { ms: 1_800_000 } })
    expect(priorities.P1G.every).toEqual({ ms: 3_600_000 })
  })
})
