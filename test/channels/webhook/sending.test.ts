import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { DeliveryJob } from '../../../server/channels/channel.ts'
import { webhookKind } from '../../../server/channels/webhook/kind.ts'
import { signedHeaders } from '../../../server/channels/webhook/sign.ts'
import { webhook } from '../../../server/channels/webhook/webhook.ts'
import { HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { nameAddress, sealAddress } from '../../../server/lib/secret/sealed-address.ts'
import { manualClock, START } from '../../support/clock.ts'
import { job, SITE } from '../../support/dispatch/notices.ts'
import { hostileAddresses } from '../../support/outside/hostile-addresses.ts'
import { startWebhookReceiver } from '../../support/outside/webhook-receiver.ts'

const KEY = 'a secret of the tests'
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const OLDER = `whsec_${Buffer.alloc(32, 8).toString('base64')}`

/** The channel, a receiver, and a delivery to it. */
async function connected(secrets = [{ secret: SECRET, until: null as number | null }]) {
  const there = await startWebhookReceiver()
  onTestFinished(there.close)
  const clock = manualClock()
  const url = `${there.url}/status?key=abc`
  const channel = webhook({ site: SITE, outboundAllow: ['127.0.0.1'], addressSecret: KEY, clock, timeout: 2000 })
  const receiver: DeliveryJob['receiver'] = {
    ...{ id: 'hook00000001', locale: 'pt', timeZone: null, linkGeneration: 0 },
    address: nameAddress(KEY, url, 'ops@customer.example'),
    keys: JSON.stringify(sealAddress(KEY, { url, secrets })),
  }
  const send = (more: Partial<DeliveryJob> = {}) =>
    channel.send(job({}, { receiver, ...more }), new AbortController().signal)
  return { there, clock, channel, receiver, send }
}

describe('an address of a webhook', () => {
  test.each(hostileAddresses().map(({ what, url }) => [what, url]))('is none that leads inside: %s', (_, url) => {
    expect(webhookKind.parse(url, { pushExtraOrigins: [], outboundAllow: [] })).toMatchObject({ ok: false })
  })
})

describe('a message to a webhook', () => {
  test('is signed so that others’ code verifies it, with the time of the attempt, and the same id and text on every one', async () => {
    const { there, clock, send } = await connected()
    expect(await send()).toMatchObject({ outcome: { kind: 'sent' }, attempt: { status: 204, answer: '' } })
    clock.advance(10_000)
    await send()
    const [first, second] = there.requests
    const headers = (hook = first) => [hook?.headers['webhook-id'], hook?.headers['webhook-timestamp']]
    expect(headers(first)).toEqual(['evt_42', String(START / 1000)])
    expect(headers(second)).toEqual(['evt_42', String(START / 1000 + 10)])
    expect(second?.body).toBe(first?.body)
    expect(first).toMatchObject({ path: '/status?key=abc', headers: { 'content-type': 'application/json' } })
  })

  test('is verified by the independent reader, and by no other secret', () => {
    const at = Date.now()
    const headers = signedHeaders('evt_7', '{"a":"ü"}', [{ secret: SECRET, until: null }], at)
    expect(new Webhook(SECRET).verify('{"a":"ü"}', headers)).toEqual({ a: 'ü' })
    expect(() => new Webhook(OLDER).verify('{"a":"ü"}', headers)).toThrow()
    expect(() => new Webhook(SECRET).verify('{"a":"u"}', headers)).toThrow()
    const vector = signedHeaders(
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      '{"test": 2432232314}',
      [{ secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', until: null }],
      1_614_265_330_000,
    )
    expect(vector['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  })

  test('is signed with the old secret as well, until its time is over', () => {
    const at = Date.now()
    const secrets = [
      { secret: SECRET, until: null },
      { secret: OLDER, until: at + 1 },
    ]
    const verify = (secret: string, now: number) =>
      new Webhook(secret).verify('{}', signedHeaders('evt_7', '{}', secrets, now))
    expect(verify(SECRET, at)).toEqual({})
    expect(verify(OLDER, at)).toEqual({})
    expect(verify(SECRET, at + 1)).toEqual({})
    expect(() => verify(OLDER, at + 1)).toThrow()
  })

  test('has headers that no text gets into', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (body, id) => {
        const headers = signedHeaders(`evt_${id}`, body, [{ secret: SECRET, until: null }], START)
        for (const value of Object.values(headers)) expect(value).toMatch(/^[\w,+/=]+$/)
      }),
    )
  })

  test.each([
    [{ status: 200 }, 'sent', undefined],
    [{ status: 299 }, 'sent', undefined],
    [{ status: 410 }, 'gone', undefined],
    [{ status: 301, headers: { location: 'https://elsewhere.example/' } }, 'later', undefined],
    [{ status: 400 }, 'later', undefined],
    [{ status: 401 }, 'later', undefined],
    [{ status: 404 }, 'later', undefined],
    [{ status: 429, retryAfter: 120 }, 'later', 120_000],
    [{ status: 503, retryAfter: 7 }, 'later', 7_000],
    [{ status: 500, retryAfter: 7 }, 'later', undefined],
    ['reset' as const, 'later', undefined],
    ['lost' as const, 'later', undefined],
  ])('that is answered with %j is %s', async (fault, kind, after) => {
    const { there, send } = await connected()
    there.fault = () => fault
    const { outcome, attempt } = await send()
    expect(outcome).toMatchObject(after === undefined ? { kind } : { kind, after })
    if (kind === 'later' && after === undefined) expect(outcome).not.toHaveProperty('after', expect.anything())
    expect(attempt?.status).toBe(typeof fault === 'string' ? null : fault.status)
  })

  test('shows its owner the beginning of the answer, and nobody else', async () => {
    const { there, send } = await connected()
    there.fault = () => ({ status: 500, body: { error: `key abc is wrong ${'!'.repeat(300)}` } })
    const { outcome, attempt } = await send()
    expect(outcome).toEqual({ kind: 'later', why: 'Webhook: 500', after: undefined })
    expect(attempt?.answer).toMatch(/^\{"error":"key abc is wrong !+$/)
    expect(attempt?.answer).toHaveLength(200)
  })

  test('is not sent where the operator no longer lets it go', async () => {
    const { there, receiver } = await connected()
    const strict = webhook({ site: SITE, outboundAllow: [], addressSecret: KEY, clock: manualClock() })
    const { outcome } = await strict.send(job({}, { receiver }), new AbortController().signal)
    expect(outcome).toEqual({ kind: 'later', why: 'Webhook: not sent: the address must begin with https://' })
    expect(there.requests).toEqual([])
  })

  test('is not sent under another key, or to what was never sealed', async () => {
    const { channel, receiver, there } = await connected()
    for (const keys of [
      null,
      '{"sealed":"abc"}',
      JSON.stringify(sealAddress('another', { url: there.url, secrets: [] })),
    ]) {
      const { outcome } = await channel.send(job({}, { receiver: { ...receiver, keys } }), new AbortController().signal)
      expect(outcome).toMatchObject({ kind: 'failed' })
    }
    expect(there.requests).toEqual([])
  })

  test('is tried for about three days: after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h', async () => {
    const { channel } = await connected()
    expect(channel.kind.retries).toEqual([
      5_000,
      5 * MINUTE,
      30 * MINUTE,
      ...[2, 5, 10, 14, 20, 24].map((n) => n * HOUR),
    ])
    expect(channel.capacity).toBeLessThanOrEqual(4)
    expect(channel.claimSize).toBeLessThanOrEqual(4)
  })
})
