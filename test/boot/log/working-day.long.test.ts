import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import manifest from '../../../package.json' with { type: 'json' }
import { eventually } from '../../support/eventually.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { type MailProvider, providerFault, startMailProvider } from '../../support/outside/mail-provider.ts'
import { type RunningServer, startServer } from '../../support/process/server.ts'

type Line = Record<string, unknown> & { level: string; msg: string }

const PUBLIC_URL = 'http://status.northline.example'
const API_KEY = 're_day_secret_key_123'
const METRICS_TOKEN = 'a-metrics-token-of-the-day'
const REJECTED = 'circuit open: the provider rejects our account or settings; operator action needed'
const TEXT = 'A sentence that only customers read.'
const READER = 'dana@customer.example'
const OUTAGE = {
  title: 'Calls of one customer fail',
  priority: 'P1G',
  platforms: [{ id: 'voice', impact: 'major_outage' }],
  update: { body: TEXT },
}

let mail: MailProvider
let server: RunningServer
let incident = ''
const lines: Line[] = []
const saying = (msg: string) => lines.filter((line) => line.msg === msg)

/** The log so far; throws at a line that is not JSON. */
function read(): Line[] {
  const printed = server.output().split('\n')
  return printed.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
}
const says = (msg: string) => eventually(async () => read().some((line) => line.msg === msg) || undefined)

beforeAll(async () => {
  mail = await startMailProvider()
  const dataDir = await temporaryFolder('working-day')
  await writeFile(join(dataDir, 'metrics-token'), METRICS_TOKEN)
  const env = {
    ...{ RESEND_API_KEY: API_KEY, RESEND_BASE_URL: mail.url, EMAIL_FROM: 'status@northline.example', PUBLIC_URL },
    ...{ VAPID_SUBJECT: 'mailto:desk@example.com', METRICS_TOKEN_FILE: join(dataDir, 'metrics-token') },
  }
  server = await startServer({ env, dataDir, saysUrl: PUBLIC_URL })
  const list = join(server.dataDir, 'list.csv')
  await writeFile(list, `email,scope,kinds,provenance\n${READER},all,incident,contract of May\n`)
  await server.cli('subscribers', 'import', list)
  expect(
    (await server.send('admin', 'POST', '/platforms', { id: 'voice', name: 'Voice', group: 'Calling' })).status,
  ).toBe(201)
  mail.fault = () => providerFault(401, 'invalid_api_key')
  const posted = await server.send('agent', 'POST', '/incidents', OUTAGE)
  expect(posted.status).toBe(201)
  incident = String(posted.body.id)
  await says(REJECTED)
  mail.fault = () => undefined
  const ask = (token: string) => fetch(`${server.url}/api/v1/audit`, { headers: { authorization: `Bearer ${token}` } })
  for (let guess = 0; guess < 20; guess++) expect((await ask(`stp_guess${guess}`)).status).toBe(401)
  for (const phase of ['identified', 'resolved']) {
    const update = await server.send('agent', 'POST', `/incidents/${incident}/updates`, { body: TEXT, phase })
    expect(update).toMatchObject({ status: 201 })
  }
  let limited = 0
  for (let call = 0; call < 330; call++)
    limited += (await fetch(`${server.url}/api/v1/platforms`)).status === 429 ? 1 : 0
  expect(limited).toBeGreaterThan(0)
  await says('circuit closed: messages get through again')
  expect(await server.stop()).toBe(0)
  lines.push(...read())
}, 120_000)
afterAll(async () => {
  await mail?.close()
  await rm(server.dataDir, { recursive: true, force: true })
})

describe('in the log of a working day an operator finds', () => {
  test('lines of JSON with ISO time, the name of a level and a message, and nothing else', () => {
    for (const line of lines) {
      expect(line.level).toMatch(/^(info|warn|error)$/)
      expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      expect(line.msg).toMatch(/^\S.*$/)
    }
  })

  test('what was started: version, address, database, configuration, mail and push', () => {
    expect(saying('listening')).toMatchObject([
      {
        version: manifest.version,
        node: process.versions.node,
        listening: new URL(server.url).host,
        publicUrl: PUBLIC_URL,
        database: `SQLite ${join(server.dataDir, 'signalpost.sqlite')}`,
        configuration: ['defaults (no plan file)', `METRICS_TOKEN: ${join(server.dataDir, 'metrics-token')}`],
        mail: `Resend at ${new URL(mail.url).host}`,
        push: 'keys of the database',
        ladder: 'the configuration names nobody to tell what is overdue',
        heartbeat: 'none',
      },
    ])
  })

  test('who did what, at the terminal and through the API, up to the last moment', () => {
    const acts = saying('audit trail: new entry').map(({ actor, action, object }) => [actor, action, object])
    expect(acts).toContainEqual([expect.stringMatching(/^cli\//), 'subscribers.import', 'subscribers'])
    expect(acts).toContainEqual([expect.stringMatching(/^token\/admin/), 'platform.create', 'platform/voice'])
    const agent = expect.stringMatching(/^token\/agent/)
    expect(acts.filter(([, , object]) => object === `incident/${incident}`)).toEqual([
      [agent, 'incident.designate_p1g', `incident/${incident}`],
      [agent, 'incident.update', `incident/${incident}`],
      [agent, 'incident.update', `incident/${incident}`],
    ])
  })

  test('that mail did not get through and why, and once that it does again', () => {
    expect(lines.filter(({ lane }) => lane !== undefined)).toMatchObject([
      { level: 'error', lane: 'email', msg: REJECTED, why: expect.stringContaining('invalid_api_key') },
      { level: 'info', lane: 'email', msg: 'circuit closed: messages get through again', seconds: expect.any(Number) },
    ])
  })

  test('who was refused, by reason and network, in one line however often', () => {
    const refused = { level: 'warn', network: '127.0.0.0/24', count: 1 }
    expect(saying('refused')).toMatchObject([
      { ...refused, reason: 'invalid_token', status: 401, route: '/api/v1/audit' },
      { ...refused, reason: 'too_many_requests', status: 429, route: '/api/v1/platforms' },
    ])
  })

  test('when it ended, and that in order', () => {
    expect(
      lines
        .slice(-2)
        .map(({ msg }) => msg)
        .at(-1),
    ).toBe('stopped')
    expect(saying('stopping: finishing requests and messages in progress')).toMatchObject([{ signal: 'SIGTERM' }])
  })

  test('neither texts, nor addresses, nor secrets', () => {
    const log = JSON.stringify(lines)
    for (const unsaid of [TEXT, OUTAGE.title, READER, 'customer.example', API_KEY, METRICS_TOKEN, 'stp_guess'])
      expect(log).not.toContain(unsaid)
  })
})
