import { join } from 'node:path'
import { type ParsedMail, simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { openDatabase, write } from '../../../db/open.ts'
import { insertPerson } from '../../../db/staff/people.ts'
import { newId } from '../../../server/lib/ids.ts'
import { passwordHash } from '../../support/app/desk/password-hash.ts'
import { PASSWORD } from '../../support/app/signed-in.ts'
import { eventually } from '../../support/eventually.ts'
import { startPushService } from '../../support/outside/index.ts'
import { startRelay } from '../../support/outside/relay.ts'
import { startServer } from '../../support/process/server.ts'

const READER = 'dana.whitfield@customer.example'
const GONE = 'gone.forever@customer.example'
/** As the proxy of the operator names them. */
const CLIENT = '203.0.113.77'
const PUBLIC_URL = 'http://status.northline.example'

test('at its most talkative the log has no address, token, endpoint or client of anybody, and names staff in the audit trail alone', async () => {
  const mails: ParsedMail[] = []
  const relay = await startRelay({
    onRcptTo: ({ address }, _, done) =>
      done(address === GONE ? Object.assign(new Error(`5.1.1 <${GONE}>: unknown here`), { responseCode: 550 }) : null),
    onData: (stream, _, done) =>
      void simpleParser(stream).then((mail) => {
        mails.push(mail)
        done()
      }),
  })
  const push = await startPushService()
  const server = await startServer({
    saysUrl: PUBLIC_URL,
    env: {
      ...{ LOG_LEVEL: 'trace', TRUSTED_PROXIES: '127.0.0.1', PUSH_EXTRA_ORIGINS: push.url },
      ...{ SMTP_URL: `smtp://${relay}`, EMAIL_FROM: 'Northline status <status@northline.example>' },
      ...{ PUBLIC_URL, VAPID_SUBJECT: 'mailto:desk@example.com' },
    },
  })
  const ask = (method: string, path: string, body?: string, type = 'application/x-www-form-urlencoded') => {
    const url = server.url + path.replace(PUBLIC_URL, '')
    const headers = { 'x-forwarded-for': CLIENT, 'content-type': type, origin: PUBLIC_URL, accept: 'text/html' }
    return fetch(url, { method, body, headers, redirect: 'manual' })
  }
  const linkTo = (kind: string, count = 1) =>
    eventually(() => {
      const links = mails.flatMap(({ text = '' }) => text.match(/https?:\/\/\S+/g) ?? [])
      return links.filter((link) => link.includes(kind))[count - 1]
    })

  await server.send('admin', 'POST', '/platforms', { id: 'voice', name: 'Voice', group: 'Calling' })
  for (const email of [READER, GONE])
    await ask('POST', '/subscribe/', new URLSearchParams({ scope: 'all', kinds: 'incident', email }).toString())
  const confirmation = await linkTo('/confirm/')
  await ask('GET', confirmation)
  await ask('POST', confirmation)
  const browser = push.subscribe('the-browser-of-dana')
  const wish = { channel: 'webpush', subscription: browser.subscription, scope: { type: 'all' }, kinds: ['incident'] }
  const subscribed = await ask('POST', '/api/v1/subscriptions', JSON.stringify(wish), 'application/json')
  const { token } = (await subscribed.json()) as { token: string }
  push.fault = () => ({ status: 410 })

  await server.send('agent', 'POST', '/incidents', {
    ...{ title: 'Calls fail', priority: 'P1G', platforms: [{ id: 'voice', impact: 'major_outage' }] },
    update: { body: 'We are looking into it.' },
  })
  const leaving = await linkTo('/unsubscribe/')
  expect((await ask('POST', leaving)).status).toBeLessThan(400)
  await eventually(() => (push.requests.length > 0 ? true : undefined))

  const db = openDatabase({ file: join(server.dataDir, 'signalpost.sqlite') })
  const person = { name: 'Rosamund Quillfeather', email: 'rosamund.q@northline.example' }
  const at = { created_at: Date.now(), updated_at: Date.now(), disabled_at: null }
  const account = {
    id: newId(),
    ...person,
    role: 'agent',
    password: passwordHash(PASSWORD),
    totp_secret: null,
  } as const
  await write(db, (trx) => insertPerson(trx, { ...account, ...at }))
  await db.destroy()
  const signIn = (password: string) =>
    ask('POST', '/staff/sign-in/', new URLSearchParams({ email: person.email, password }).toString())
  const refused = await signIn('not the password of anybody')
  const admitted = await signIn(PASSWORD)
  expect([refused.status, admitted.status]).toEqual([422, 303])
  const session = admitted.headers.get('set-cookie')?.split(/[=;]/)[1] ?? ''
  expect(session.length).toBeGreaterThan(20)
  for (let guess = 0; guess < 3; guess++) await ask('GET', `/manage/${token}x${guess}/`)
  await server.stop()
  await push.close()

  const lines = server
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
  expect(lines.some((line) => line.includes('"msg":"request"'))).toBe(true)
  const secrets = [confirmation, leaving].map((link) => new URL(link).pathname.split('/')[2] as string)
  const unsaid = [READER, GONE, 'customer.example', person.email, PASSWORD, CLIENT, token, session]
  for (const one of [...unsaid, ...secrets, 'the-browser-of-dana', browser.subscription.keys.auth])
    expect(lines.filter((line) => line.includes(one)).map((line) => [one, line])).toEqual([])
  // Who did what as staff is what the audit trail is for; no other line says it.
  const naming = lines.filter((line) => line.includes(person.name)).map((line) => JSON.parse(line).msg)
  expect(new Set(naming)).toEqual(new Set(['audit trail: new entry']))
})
