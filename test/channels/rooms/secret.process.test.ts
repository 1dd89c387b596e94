import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { eventually } from '../../support/eventually.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { startChatRooms } from '../../support/outside/chat-rooms.ts'
import { startServer } from '../../support/process/server.ts'

const SECRET = /T0SECRET|B0SECRET|Q1w2E3r4T5y6/
const OWNER = 'ops@customer.example'

/** Every file in a folder, as it is on the disk. */
function filesIn(folder: string): { path: string; text: string }[] {
  const paths = readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)))
  return paths.filter((path) => statSync(path).isFile()).map((path) => ({ path, text: readFileSync(path, 'latin1') }))
}

test('the secret of a room is nowhere that anybody else reads: not in the log, metrics, answers, data or backup', {
  timeout: 120_000,
}, async () => {
  const rooms = await startChatRooms()
  onTestFinished(rooms.close)
  const server = await startServer({ env: { LOG_LEVEL: 'trace', OUTBOUND_ALLOW: '127.0.0.1' } })
  const address = `${rooms.url}/slack/T0SECRET/B0SECRET?sig=Q1w2E3r4T5y6`
  await server.send('admin', 'POST', '/platforms', { id: 'voice', name: 'Voice', group: 'Calling' })
  const body = { channel: 'slack', address, ownerEmail: OWNER, scope: { type: 'all' } }
  const answers: unknown[] = [await server.send('admin', 'POST', '/subscriptions', body)]
  const link = async (path: string) =>
    eventually(async () => {
      const texts = (await server.mails(OWNER)).map(({ text }) => text ?? '')
      return new RegExp(`${server.url}/${path}/(\\S+)`).exec(texts.join('\n')) ?? undefined
    })
  const [confirm] = await link('confirm')
  answers.push(await (await fetch(confirm, { method: 'POST' })).text())
  const [manage, token = ''] = await link('manage')
  // The first answer repeats where it comes from.
  rooms.fault = ({ room }) =>
    rooms.requests.length === 1 ? { status: 500, body: `error at ${address} ${room}` } : undefined
  const incident = {
    ...{ title: 'Calls fail', priority: 'P2', platforms: [{ id: 'voice', impact: 'partial_outage' }] },
    update: { body: 'Calls from mobile networks do not connect.' },
  }
  const { body: opened } = await server.send('agent', 'POST', '/incidents', incident)
  await eventually(async () => rooms.accepted.length > 0 || undefined)
  const asked = [`/subscriptions/${token}`, `/subscriptions/${token}/attempts`, `/incidents/${opened.id}/deliveries`]
  for (const path of [...asked, '/audit']) {
    const answer = await server.send('admin', 'GET', path, undefined)
    expect([path, answer.status]).toEqual([path, 200])
    answers.push(answer)
  }
  const attempts = JSON.stringify(answers)
  expect(attempts).toContain('error at …')
  for (const url of [manage, `${server.url}/metrics`, `${server.url}/subscribe/`])
    answers.push(await (await fetch(url)).text())
  const backup = join(await temporaryFolder('backup'), 'evening.db')
  answers.push(await server.cli('backup', backup))
  const kept = [...filesIn(server.dataDir), { path: backup, text: readFileSync(backup, 'latin1') }]
  const paths = kept.map(({ path }) => path).join('\n')
  for (const part of ['signalpost.sqlite', 'subscribe/index.html']) expect(paths).toContain(part)
  expect(server.output()).toContain('"level"')
  expect(kept.filter(({ text }) => SECRET.test(text)).map(({ path }) => path)).toEqual([])
  expect(SECRET.exec(JSON.stringify(answers) + server.output())).toBeNull()
})
