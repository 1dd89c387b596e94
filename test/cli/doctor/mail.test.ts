import { describe, expect, onTestFinished, test } from 'vitest'
import { mailFindings } from '../../../server/cli/doctor/mail/mail.ts'
import { relayFindings } from '../../../server/cli/doctor/mail/relay.ts'
import { loadConfig } from '../../../server/config/index.ts'
import { onEachDatabase } from '../../support/database.ts'
import { startListener, startRelay } from '../../support/outside/relay.ts'
import { answerJson, commit, type Fault, listen } from '../../support/outside/stand-in.ts'

const SECRET = 'whsec_c2VjcmV0IG9mIHRoZSB0ZXN0cw=='
const SENDER = {
  EMAIL_FROM: 'Status <status@status.example.com>',
  EMAIL_REPLY_TO: 'desk@example.com',
  PUBLIC_URL: 'https://status.example.com',
  RESEND_WEBHOOK_SECRET: SECRET,
}

/** What the doctor says of mail, as level and text. */
async function said(environment: Record<string, string>): Promise<string[]> {
  const findings = await mailFindings({ config: loadConfig({ ...SENDER, ...environment }), now: 0, db: null })
  return findings.map(({ level, text }) => `${level} ${text}`)
}

describe('the doctor on a relay', () => {
  test('connects and logs in as a mail would, whether or not replies reach anybody', async () => {
    const relay = await startRelay({ disabledCommands: ['STARTTLS', 'AUTH'] })
    expect(await said({ SMTP_URL: `smtp://${relay}` })).toEqual([
      `ok mail: SMTP relay ${relay} answers, without a login; from ${SENDER.EMAIL_FROM} (no mail was sent)`,
    ])
    expect(await said({ SMTP_URL: 'smtp://127.0.0.1:1', EMAIL_REPLY_TO: '' })).toEqual([
      expect.stringMatching(/^fail mail: SMTP relay 127\.0\.0\.1:1 not reachable: /),
      'warn mail: EMAIL_REPLY_TO is not set, so replies do not reach the desk',
    ])
  })

  test('warns where a login is offered and none is set', async () => {
    const relay = await startRelay({
      allowInsecureAuth: true,
      authOptional: false,
      onAuth: (_auth, _session, done) => done(null, { user: 'desk' }),
    })
    expect(await said({ SMTP_URL: `smtp://${relay}` })).toEqual([
      `warn mail: SMTP relay ${relay} answers and offers a login, but SMTP_URL has no user; it may refuse every mail (no mail was sent)`,
    ])
    expect(await said({ SMTP_URL: `smtp://desk:secret@${relay}` })).toEqual([
      `ok mail: SMTP relay ${relay} answers, takes the login; from ${SENDER.EMAIL_FROM} (no mail was sent)`,
    ])
  })

  test('names a login that is refused, without the password', async () => {
    const relay = await startRelay({
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(new Error('wrong password')),
    })
    const [line = ''] = await said({ SMTP_URL: `smtp://desk:hunter2hunter2@${relay}` })
    expect(line).toMatch(/^fail mail: SMTP relay 127\.0\.0\.1:\d+ refuses the login: 535/)
    expect(line).not.toContain('hunter2')
  })

  test('names TLS that fails, one that refuses to talk, and one that is silent', async () => {
    const secure = await startRelay({ secure: true })
    expect(await said({ SMTP_URL: `smtps://${secure}` })).toEqual([
      expect.stringMatching(/^fail mail: TLS with .* fails/),
    ])
    const startTls = await startRelay({ disabledCommands: [] })
    expect(await said({ SMTP_URL: `smtp://${startTls}` })).toEqual([
      expect.stringMatching(/^fail mail: TLS with .* fails/),
    ])
    const plain = await startRelay()
    expect(await said({ SMTP_URL: `smtps://${plain}` })).toEqual([
      expect.stringMatching(/^fail mail: TLS with .* fails/),
    ])
    const rude = await startListener((socket) => void socket.end('554 no service for you\r\n'))
    expect(await said({ SMTP_URL: `smtp://${rude}` })).toEqual([
      expect.stringMatching(/^fail mail: SMTP relay \S+ refuses to talk: .*554 no service/),
    ])
    const silent = await startListener(() => {})
    expect(await relayFindings(`smtp://${silent}`, 'status@example.com', 50)).toEqual([
      expect.objectContaining({ level: 'fail', text: expect.stringContaining(`SMTP relay ${silent} not reachable: `) }),
    ])
  })
})

describe('the doctor on Resend', () => {
  /** Resend's `GET /domains`. */
  async function resend(answer: Fault | { name: string; status: string }[]) {
    const asked: string[] = []
    const { url, close } = await listen((req, _body, res) => {
      asked.push(`${req.method} ${req.url?.split('?')[0]}`)
      if (!Array.isArray(answer)) return void commit(answer, res)
      answerJson(res, 200, { object: 'list', has_more: false, data: answer })
    })
    onTestFinished(close)
    return { asked, says: await said({ RESEND_API_KEY: 're_a_key_for_tests', RESEND_BASE_URL: url }) }
  }
  const refusal = (status: number, name: string, message = name): Fault => ({
    status,
    body: { statusCode: status, name, message },
  })

  test('asks for the domains, and sends no mail', async () => {
    const { asked, says } = await resend([
      { name: 'example.com', status: 'pending' },
      { name: 'status.example.com', status: 'verified' },
    ])
    expect(says).toEqual([
      expect.stringMatching(/^ok mail: Resend takes the key, status\.example\.com is verified there/),
    ])
    expect(asked).toEqual(['GET /domains'])
  })

  test('says of a key that may only send what could not be asked', async () => {
    const { says } = await resend(refusal(401, 'restricted_api_key', 'This API key is restricted to only send emails'))
    expect(says).toEqual([
      'ok mail: Resend knows the key, which may only send; whether status.example.com is verified there could not be asked with it',
    ])
  })

  test.each<[string, Fault | { name: string; status: string }[], RegExp]>([
    ['refuses the key', refusal(401, 'missing_api_key'), /^fail mail: Resend refuses the key: missing_api_key/],
    ['refuses the key', refusal(403, 'invalid_api_key'), /^fail mail: Resend refuses the key/],
    ['refuses the key', refusal(400, 'validation_error', 'API key is invalid'), /^fail mail: Resend refuses the key/],
    [
      'knows no such domain',
      [{ name: 'example.com', status: 'verified' }],
      /^fail .* does not know status\.example\.com/,
    ],
    [
      'waits for the domain',
      [{ name: 'status.example.com', status: 'pending' }],
      /^fail .* is not verified \(pending\)/,
    ],
    ['has had enough', refusal(429, 'rate_limit_exceeded'), /^warn mail: Resend wants fewer questions/],
    ['is ill', refusal(500, 'application_error'), /^fail mail: Resend answers 500/],
    ['cuts the connection', 'reset', /^fail mail: Resend not reachable/],
    ['is somebody else', { status: 200, body: { hello: 'world' } }, /^fail mail: another server answers/],
  ])('names what is wrong where it %s', async (_, answer, line) => {
    expect((await resend(answer)).says).toEqual([expect.stringMatching(line)])
  })
})

onEachDatabase('the doctor on reports of Resend', (fresh) => {
  test('says whether they are set up, and when the last one came', async () => {
    const { db } = await fresh()
    const heard = async (more: object) => {
      const config = loadConfig({ ...SENDER, RESEND_API_KEY: 're_x', RESEND_BASE_URL: 'http://127.0.0.1:1', ...more })
      return (await mailFindings({ config, now: 0, db })).map(({ level, text }) => `${level} ${text}`).at(-1)
    }
    expect(await heard({ RESEND_WEBHOOK_SECRET: '' })).toBe(
      'warn mail: RESEND_WEBHOOK_SECRET is not set, so mails that come back are not noticed',
    )
    expect(await heard({})).toBe('warn mail: Resend has reported of no mail lately')
    const report = { id: 'msg', reference: 'mail', result: 'delivered', at: 0, received_at: 60_000 } as const
    await db.insertInto('mail_reports').values(report).execute()
    expect(await heard({})).toBe('ok mail: Resend reports what became of mails, last at 1970-01-01T00:01:00.000Z')
  })
})
