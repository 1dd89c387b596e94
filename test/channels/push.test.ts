import { createECDH, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import webpush from 'web-push'
import { notificationFor, timeToLive } from '../../server/channels/webpush/notification.ts'
import { parsePushSubscription } from '../../server/channels/webpush/parse.ts'
import { createVapidHeaders } from '../../server/channels/webpush/vapid.ts'
import { webPush } from '../../server/channels/webpush/webpush.ts'
import { HOUR } from '../../server/domain/vocabulary.ts'
import { manualClock, START } from '../support/clock.ts'
import { ALICES_INBOX, HOSTILE, job, NOTICE, SITE } from '../support/dispatch/notices.ts'
import { startPushService } from '../support/outside/index.ts'
import { decrypt } from '../support/outside/push-service.ts'
import { fieldsOf } from '../support/result.ts'

const vapid = { subject: 'mailto:desk@northline.example', ...webpush.generateVAPIDKeys() }
const read = (payload: string) => JSON.parse(payload).notification

describe('a notification', () => {
  test('is declarative: title, text, where it leads, and the same tag for the whole incident', () => {
    const { payload, topic } = notificationFor({ ...NOTICE }, ALICES_INBOX, SITE)
    expect(JSON.parse(payload)).toEqual({
      web_push: 8030,
      notification: {
        title: 'P1G: Calls to Denver fail',
        body: 'Identified · next update by 11:00 EST\nThe carrier replaces a card.',
        navigate: 'https://status.example/incidents/k3j9x0a1b2c3/',
        lang: 'en',
        dir: 'auto',
        tag: topic,
      },
    })
    expect(topic).toMatch(/^[\w-]{32}$/)
    expect(notificationFor({ ...NOTICE, updateId: 'u3' }, ALICES_INBOX, SITE).topic).toBe(topic)
    expect(notificationFor({ ...NOTICE, incidentId: 'other' }, ALICES_INBOX, SITE).topic).not.toBe(topic)
  })

  test('says since when it is over, what is estimated, and until when it is on hold', () => {
    const bodyOf = (notice: Partial<typeof NOTICE>) =>
      read(notificationFor({ ...NOTICE, dueAt: null, ...notice }, ALICES_INBOX, SITE).payload).body
    const over = bodyOf({ phase: 'resolved', resolvedAt: START - 30 * HOUR })
    expect(over).toMatch(/^Resolved · over since Mon 9 Nov( 2026)?, 04:00 EST\n/)
    const etr = START + 2 * HOUR
    expect(bodyOf({ etr })).toContain('Identified · solved by 12:00 EST, we estimate\n')
    expect(bodyOf({ etr: START - HOUR })).toContain('the estimate of 09:00 EST has passed\n')
    const holdUntil = START + 5 * HOUR
    expect(bodyOf({ holdUntil })).toContain('on hold until 15:00 EST\n')
    expect(bodyOf({ holdUntil: START - HOUR })).toContain('was on hold until 09:00 EST\n')
    expect(bodyOf({ holdUntil, dueAt: holdUntil })).toContain('on hold, next update by 15:00 EST\n')
    const long = read(
      notificationFor({ ...NOTICE, title: 'Long '.repeat(40), body: 'Much. '.repeat(90) }, ALICES_INBOX, SITE).payload,
    )
    expect(long.title.length).toBeLessThanOrEqual(65)
    expect(long.body.length).toBeLessThanOrEqual(180)
  })

  test('names the report on the cause that is promised, where it can be seen', () => {
    const resolved = { ...NOTICE, phase: 'resolved', dueAt: null, reportDueAt: START + 24 * HOUR } as const
    const bodyOf = (notice: typeof NOTICE) => read(notificationFor(notice, ALICES_INBOX, SITE).payload).body
    expect(bodyOf(resolved)).toMatch(/^Resolved\nReport on the cause by .*, 10:00 EST\nThe carrier replaces a card\./)
    const before = bodyOf({ ...NOTICE, phase: 'resolved', dueAt: null })
    expect(before).not.toContain('Report')
  })

  test('is urgent and short-lived for a P1G or a P1, and only for those', () => {
    const urgency = (priority: typeof NOTICE.priority) => [
      notificationFor({ ...NOTICE, priority }, ALICES_INBOX, SITE).urgency,
      timeToLive({ ...NOTICE, priority }) / HOUR,
    ]
    expect([urgency('P1G'), urgency('P1'), urgency('P2'), urgency('P4')]).toEqual([
      ['high', 4],
      ['high', 4],
      ['normal', 12],
      ['normal', 12],
    ])
  })

  test.each([...HOSTILE, '日本語'.repeat(4000), '👩‍👩‍👧‍👦'.repeat(500)])(
    'stays small, valid and on few lines: %j',
    (evil) => {
      const { payload } = notificationFor({ ...NOTICE, title: evil, body: evil }, ALICES_INBOX, SITE)
      expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(2000)
      expect(payload.isWellFormed()).toBe(true)
      const { title, body } = read(payload)
      expect(title.length).toBeGreaterThan(0)
      expect(title).not.toMatch(/[\r\n\0\u202E]/)
      expect(body.split('\n').length).toBeLessThanOrEqual(2)
    },
  )
})

describe('sending', () => {
  test('seals the message for its browser alone, with what the push service needs to know', async () => {
    const service = await startPushService()
    const browser = service.subscribe()
    const clock = manualClock(START + HOUR)
    const channel = webPush({ site: SITE, vapid, extraOrigins: [service.url], clock })
    const { endpoint, keys } = browser.subscription
    const receiver = { ...ALICES_INBOX, address: endpoint, keys: JSON.stringify(keys) }
    expect(await channel.send(job({}, { receiver }), AbortSignal.timeout(5000))).toEqual({
      outcome: { kind: 'sent' },
    })
    expect(browser.messages()).toMatchObject([{ web_push: 8030, notification: { title: 'P1G: Calls to Denver fail' } }])
    const [request] = service.accepted
    expect(request?.headers).toMatchObject({
      ttl: String(3 * 3600),
      urgency: 'high',
      'content-encoding': 'aes128gcm',
      authorization: expect.stringMatching(/^vapid t=.+, k=.+$/),
      topic: expect.stringMatching(/^[\w-]{32}$/),
    })
    await channel.close()
    await service.close()
  })

  test('our reading of RFC 8291 is the standard’s: its own example opens', () => {
    const receiver = createECDH('prime256v1')
    receiver.setPrivateKey('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94', 'base64url')
    const body = Buffer.from(
      'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
      'base64url',
    )
    const auth = Buffer.from('BTBZMqHH6r4Tts7J_aSIgg', 'base64url')
    expect(decrypt(body, receiver, auth).toString()).toBe('When I grow up, I want to be a watermelon')
  })

  test('the signature is made once per push service and replaced after six hours', () => {
    const clock = manualClock()
    const headerFor = createVapidHeaders(vapid, clock)
    const first = headerFor('https://a.example')
    clock.advance(5.9 * HOUR)
    expect(headerFor('https://a.example')).toBe(first)
    expect(headerFor('https://b.example')).not.toBe(first)
    clock.advance(0.2 * HOUR)
    expect(headerFor('https://a.example')).not.toBe(first)
  })
})

describe('what a browser may subscribe with', () => {
  const point = createECDH('prime256v1').generateKeys('base64url')
  const auth = randomBytes(16).toString('base64url')
  const good = {
    endpoint: 'https://fcm.googleapis.com/fcm/send/abc',
    keys: { p256dh: point, auth },
    expirationTime: null,
  }
  const parse = (raw: unknown) => parsePushSubscription(raw, ['http://127.0.0.1:9999'])

  test.each([
    'https://fcm.googleapis.com/fcm/send/abc',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://eu.push.services.mozilla.com/wpush/v2/abc',
    'https://web.push.apple.com/QABC',
    'https://wns2-by3p.notify.windows.com/w/?token=abc',
    'http://127.0.0.1:9999/push/abc',
  ])('%s is taken', (endpoint) => {
    expect(parse({ ...good, endpoint })).toEqual({ ok: true, value: { address: endpoint, keys: good.keys } })
  })

  test.each([
    'http://fcm.googleapis.com/fcm/send/abc',
    'https://fcm.googleapis.com:8443/fcm/send/abc',
    'https://user@fcm.googleapis.com/fcm/send/abc',
    'https://fcm.googleapis.com.evil.example/fcm/send/abc',
    'https://evilpush.apple.com/abc',
    'https://push.apple.com.evil.example/abc',
    'https://fcm.googleapis.com@evil.example/',
    'https://127.0.0.1/abc',
    'https://[::1]/abc',
    'https://169.254.169.254/latest/meta-data/',
    'http://127.0.0.1:9998/push/abc',
    'http://127.0.0.1.nip.io:9999/push/abc',
    'ftp://fcm.googleapis.com/abc',
    'javascript:alert(1)',
    'nonsense',
    '',
    `https://fcm.googleapis.com/${'a'.repeat(2100)}`,
  ])('%s is not', (endpoint) => {
    expect(fieldsOf(parse({ ...good, endpoint }))).toHaveProperty(['/endpoint'])
  })

  test.each([
    ['/keys/p256dh', { p256dh: 'AAAA', auth }],
    ['/keys/p256dh', { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth }],
    ['/keys/p256dh', { p256dh: createECDH('prime256v1').generateKeys('base64url', 'compressed'), auth }],
    ['/keys/auth', { p256dh: point, auth: 'AAAA' }],
    ['/keys/auth', { p256dh: point, auth: 'not base64!' }],
  ])('wrong %s are named', (pointer, keys) => {
    expect(fieldsOf(parse({ ...good, keys }))).toHaveProperty([pointer])
  })

  test.each([null, 7, [], {}, { endpoint: 5, keys: {} }])('%j is no subscription', (raw) => {
    expect(parse(raw).ok).toBe(false)
  })
})
