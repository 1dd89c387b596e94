import { once } from 'node:events'
import { readdir, readFile, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { mailbox } from '../../server/channels/email/transport/mailbox.ts'
import { smtp } from '../../server/channels/email/transport/smtp.ts'
import { ALICES_INBOX, job, SITE } from '../support/dispatch/notices.ts'
import { temporaryFolder } from '../support/folder.ts'

const signal = AbortSignal.timeout(30_000)
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A relay that refuses with what `answer` throws. */
async function relay(answer: (step: 'from' | 'to' | 'data') => string | undefined = () => undefined) {
  const mails: ParsedMail[] = []
  const refuse = (step: 'from' | 'to' | 'data') => {
    const text = answer(step)
    return text === undefined
      ? null
      : Object.assign(new Error(text.slice(4)), { responseCode: Number(text.slice(0, 3)) })
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom: (_address, _session, done) => done(refuse('from')),
    onRcptTo: (_address, _session, done) => done(refuse('to')),
    async onData(stream, _session, done) {
      const mail = await simpleParser(stream)
      const refusal = refuse('data')
      if (!refusal) mails.push(mail)
      done(refusal)
    },
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  const channel = smtp(`smtp://127.0.0.1:${port}`, SITE)
  closing.push(() => new Promise<void>((resolve) => server.close(resolve)), channel.close)
  return { mails, channel, server }
}

/** A relay that answers one command, or the connection itself, with `text`. */
async function rudeRelay(text: string, command: RegExp | null, account = '') {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    if (command === null) return void socket.end(`${text}\r\n`)
    socket.write('220 relay.example ESMTP\r\n')
    socket.on('data', (data) => {
      if (command.test(data.toString())) socket.write(`${text}\r\n`)
      else socket.write('250-relay.example\r\n250 AUTH PLAIN\r\n')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const channel = smtp(`smtp://${account}127.0.0.1:${(server.address() as AddressInfo).port}`, SITE)
  closing.push(() => server.close(), channel.close)
  return channel
}

describe('the operator’s relay', () => {
  test('carries the mail', async () => {
    const { mails, channel } = await relay()
    expect((await channel.send(job(), signal)).outcome).toMatchObject({ kind: 'sent' })
    expect(mails).toMatchObject([{ subject: '[Incident] Identified – P1G: Calls to Denver fail' }])
    expect(mails[0]?.messageId).toBe('<event-42.aliceid00001@notify.northline.example>')
  })

  const ANSWERS = [
    ['to', '550 5.1.1 no such user', 'gone'],
    ['to', '550 5.2.1 mailbox disabled', 'gone'],
    ['to', '554 5.7.1 relay denied', 'failed'],
    ['to', '450 4.2.1 greylisted', 'later'],
    ['data', '554 5.6.0 not wanted', 'failed'],
    ['data', '452 4.3.1 disk full', 'later'],
    ['from', '451 4.7.0 later', 'later'],
    ['from', '550 5.7.1 sender not allowed', 'later'],
  ] as const
  test.each(ANSWERS)('answers %s with %s: %s', async (step, text, kind) => {
    const { channel } = await relay((at) => (at === step ? text : undefined))
    const { outcome, pause } = await channel.send(job(), signal)
    expect(outcome).toMatchObject({ kind, why: expect.stringContaining(text.slice(0, 9)) })
    expect(pause !== undefined).toBe(step === 'from')
    if (pause) expect(pause.alarm).toBe(text.startsWith('5'))
  })

  const TO_STAFF = [
    ['to', '550 5.1.1 no such user', 'gone'],
    ['to', '552 5.2.2 mailbox full', 'failed'],
    ['data', '554 5.6.0 not wanted', 'failed'],
    ['to', '554 5.7.1 relay denied', 'later'],
    ['to', '550 relaying denied', 'later'],
    ['data', '530 5.7.0 authentication required', 'later'],
  ] as const
  test.each(TO_STAFF)('answers %s with %s, a mail to staff: %s', async (step, text, kind) => {
    const { channel } = await relay((at) => (at === step ? text : undefined))
    const { outcome, pause } = (await channel.staff?.send(job(), signal)) ?? {}
    expect(outcome).toMatchObject({ kind, why: expect.stringContaining(text.slice(0, 9)) })
    expect(pause ?? null).toEqual(
      kind === 'later' ? { ms: 5000, why: expect.any(String), alarm: true, doubtful: true } : null,
    )
  })

  const TURNED_AWAY = [
    ['as it greets', '554 5.7.1 your address is blocked', null, true],
    ['as it greets', '421 4.3.2 come back later', null, false],
    ['once it knows our name', '550 5.7.1 your name is blocked', /^(EHLO|HELO)/, true],
  ] as const
  test.each(TURNED_AWAY)('turns us away %s with %s: no mail is to blame, and it waits', async (_, text, at, alarm) => {
    const channel = await rudeRelay(text, at)
    const { outcome, pause } = await channel.send(job(), signal)
    expect(outcome).toMatchObject({ kind: 'later', why: expect.stringContaining(text) })
    expect(pause).toMatchObject({ alarm })
  })

  test('refuses our password, and the mail waits for somebody to look', async () => {
    const channel = await rudeRelay('535 5.7.8 wrong password', /^AUTH/, 'desk:wrong@')
    expect(await channel.send(job(), signal)).toMatchObject({ outcome: { kind: 'later' }, pause: { alarm: true } })
  })

  test('is away, and the mail waits', async () => {
    const channel = smtp('smtp://127.0.0.1:1', SITE)
    closing.push(channel.close)
    expect((await channel.send(job(), signal)).outcome.kind).toBe('later')
  })

  test('cannot be asked for an address that is none', async () => {
    const { channel, mails } = await relay()
    const receiver = { ...ALICES_INBOX, address: 'a@b.example> SIZE=1' }
    const { outcome } = await channel.send(job({}, { receiver }), signal)
    expect(outcome.kind).toBe('failed')
    expect(mails).toEqual([])
  })
})

describe('the local mailbox', () => {
  test('holds one whole file per mail, the same one when it is written again', async () => {
    const folder = await temporaryFolder('mailbox')
    closing.push(() => rm(folder, { recursive: true }))
    const channel = mailbox(join(folder, 'mail'), SITE)
    const sent = { outcome: { kind: 'sent', reference: '20261110T150000Z-42-aliceid00001.eml' } }
    expect(await channel.send(job(), signal)).toEqual(sent)
    expect(await channel.send(job(), signal)).toEqual(sent)
    expect(await readdir(join(folder, 'mail'))).toEqual(['20261110T150000Z-42-aliceid00001.eml'])
    const mail = await simpleParser(await readFile(join(folder, 'mail', sent.outcome.reference)))
    expect(mail).toMatchObject({
      subject: '[Incident] Identified – P1G: Calls to Denver fail',
      date: new Date('2026-11-10T15:00:00Z'),
    })
  })

  test('that cannot be written keeps the mail waiting and raises an alarm', async () => {
    const channel = mailbox('/dev/null/mail', SITE)
    expect(await channel.send(job(), signal)).toMatchObject({ outcome: { kind: 'later' }, pause: { alarm: true } })
  })
})
