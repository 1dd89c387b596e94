import { describe, expect, test } from 'vitest'
import type { DeliveryJob } from '../../server/channels/channel.ts'
import { composeEmail } from '../../server/channels/email/compose.ts'
import { maintenanceNotification, maintenanceTimeToLive } from '../../server/channels/webpush/maintenance.ts'
import { MAINTENANCE_NEWS, type MaintenanceNotice } from '../../server/domain/maintenance/notice.ts'
import { DAY, HOUR } from '../../server/domain/vocabulary.ts'
import { manageToken, unsubscribeToken } from '../../server/lib/links.ts'
import { instant, START } from '../support/clock.ts'
import { ALICES_INBOX, HOSTILE, SITE, UNPRINTABLE } from '../support/dispatch/notices.ts'

const NOTICE: MaintenanceNotice = {
  maintenanceId: 'monthly-2026-11-20',
  updateId: 'u1',
  sequence: 1,
  news: 'announced',
  state: 'announced',
  title: 'Monthly maintenance',
  description: 'The media servers are **updated**.',
  reason: 'Updates keep the service secure.',
  body: null,
  translations: {},
  platforms: [
    { id: 'zoom-phone', name: 'Zoom Phone' },
    { id: 'sip', name: 'SIP trunking' },
  ],
  impact: 'none',
  startsAt: instant('2026-11-21T05:00:00Z'),
  endsAt: instant('2026-11-21T11:00:00Z'),
  zone: 'America/Denver',
  previous: null,
  at: START,
  afterwards: false,
  shortNotice: null,
  programme: { id: 'monthly', title: 'Monthly maintenance' },
}

function job(notice: Partial<MaintenanceNotice> = {}, more: Partial<DeliveryJob> = {}): DeliveryJob {
  return {
    eventId: 42,
    at: START,
    message: { kind: 'maintenance', notice: { ...NOTICE, ...notice } },
    because: { type: 'platform', id: 'zoom-phone' },
    receiver: ALICES_INBOX,
    ...more,
  }
}

const textOf = (notice: Partial<MaintenanceNotice>, more?: Partial<DeliveryJob>) =>
  composeEmail(job(notice, more), SITE).text
const inDenver = { receiver: { ...ALICES_INBOX, timeZone: 'America/Denver' } }

describe('the mail about a maintenance', () => {
  test('tells when, in the reader’s and the provider’s time, what, why, and which platforms', () => {
    expect(textOf({})).toBe(`Monthly maintenance

Maintenance is announced
When: Sat 21 Nov 2026, 00:00 → 06:00 EST (Fri 20 Nov 2026, 22:00 → Sat 04:00 MST)

Platforms: Zoom Phone, SIP trunking
What you may notice: No interruption is expected.

What is done:
The media servers are updated.

Why:
Updates keep the service secure.

See the maintenance page:
https://status.example/maintenance/monthly-2026-11-20/

-- 

You get this because you follow Zoom Phone. A reply reaches our support desk.

Choose what you get: https://status.example/manage/${manageToken(SITE.linkSecret, ALICES_INBOX)}
Unsubscribe: https://status.example/unsubscribe/${unsubscribeToken(SITE.linkSecret, ALICES_INBOX.id)}

Northline status: https://status.example/`)
  })

  test('says the same in HTML', () => {
    const { html } = composeEmail(job({ body: 'A **note**.' }), SITE)
    for (const part of [
      'Sat 21 Nov 2026, 00:00 → 06:00 EST (Fri 20 Nov 2026, 22:00 → Sat 04:00 MST)',
      '<strong>updated</strong>',
      'A <strong>note</strong>.',
      'Zoom Phone, SIP trunking',
      'href="https://status.example/maintenance/monthly-2026-11-20/"',
    ]) {
      expect(html).toContain(part)
    }
  })

  test('names a time once where reader and provider share it, and both zones of a night when the clocks change', () => {
    expect(textOf({}, inDenver)).toContain('When: Fri 20 Nov 2026, 22:00 → Sat 04:00 MST\n')
    const night = { startsAt: instant('2027-03-14T05:00:00Z'), endsAt: instant('2027-03-14T10:00:00Z') }
    expect(textOf(night, inDenver)).toContain('When: Sat 13 Mar 2027, 22:00 MST → Sun 04:00 MDT\n')
  })

  test('gives the time of the programme beside the reader’s, where that is not the time of the site', () => {
    const berlin = { zone: 'Europe/Berlin' }
    expect(textOf(berlin, inDenver)).toContain(
      'When: Fri 20 Nov 2026, 22:00 → Sat 04:00 MST (Sat 21 Nov 2026, 06:00 → 12:00 CET)\n',
    )
    expect(textOf(berlin, { receiver: { ...ALICES_INBOX, timeZone: null } })).toContain('When: Sat 21 Nov 2026, 06:00')
  })

  test('has its own words for each piece of news, never counts the days, and needs no text of staff', () => {
    const leads = MAINTENANCE_NEWS.map((news) => textOf({ news, at: NOTICE.endsAt }).split('\n')[2])
    expect(new Set(leads).size).toBe(MAINTENANCE_NEWS.length)
    for (const news of MAINTENANCE_NEWS)
      expect(textOf({ news })).not.toMatch(/in a week|tomorrow|\bwill\b|\bdays?\b|null/i)
  })

  test.each(['moved', 'extended'] as const)('one that was %s is told with its old and new times', (news) => {
    const previous = { startsAt: NOTICE.startsAt - DAY, endsAt: NOTICE.endsAt - DAY }
    expect(textOf({ news, previous, sequence: 2 }, inDenver)).toContain(
      'Previously: Thu 19 Nov 2026, 22:00 → Fri 04:00 MST\nNew time: Fri 20 Nov 2026, 22:00 → Sat 04:00 MST\n',
    )
  })

  test('one that is over or called off promises nothing about interruptions any more', () => {
    expect(textOf({ news: 'completed', state: 'completed' })).not.toContain('What you may notice')
    expect(textOf({ news: 'cancelled', state: 'cancelled' })).toContain('It was planned for: Sat 21 Nov')
    expect(textOf({ impact: 'under_maintenance' })).toContain('They may be interrupted.')
  })

  test('says that it comes afterwards, at short notice and why, and that the work is being verified', () => {
    const shortNotice = { class: 'urgent', reason: 'A disk fails.' } as const
    const text = textOf({ afterwards: true, shortNotice, news: 'updated', state: 'verifying', body: 'Testing calls.' })
    expect(text).toContain('News of maintenance · Being verified\n')
    expect(text).toContain('told only after it had begun')
    expect(text).toContain('Urgent, at short notice: A disk fails.\n\nTesting calls.')
  })

  test.each([
    [{ type: 'all' } as const, 'because you follow everything on Northline status.'],
    [
      { type: 'platform', id: 'fax' } as const,
      'because you follow a platform that this maintenance no longer concerns.',
    ],
  ])('says why: %o', (because, words) => {
    expect(textOf({}, { because })).toContain(words)
  })

  test('joins one thread per maintenance, on a list of its own, and can be unsubscribed with one click', () => {
    const [first, second] = [composeEmail(job(), SITE), composeEmail(job({ sequence: 2, news: 'started' }), SITE)]
    const root = '<maintenance-monthly-2026-11-20.aliceid00001@notify.northline.example>'
    expect(first.subject).toBe('[Maintenance] Monthly maintenance')
    expect(second.subject).toBe(`Re: ${first.subject}`)
    expect(first.headers).not.toHaveProperty('In-Reply-To')
    expect(second.headers).toMatchObject({
      References: root,
      'In-Reply-To': root,
      'List-Id': '"Northline status: maintenance" <maintenance.status.example>',
      'List-Unsubscribe': `<https://status.example/unsubscribe/${unsubscribeToken(SITE.linkSecret, ALICES_INBOX.id)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    })
  })

  test('uses the reader’s language where staff translated the text', () => {
    const translations = { pt: { title: 'Manutenção mensal', body: 'Começou.' } }
    const email = composeEmail(job({ translations }, { receiver: { ...ALICES_INBOX, locale: 'pt-BR' } }), SITE)
    expect(email.subject).toBe('[Maintenance] Manutenção mensal')
    expect(email.text).toContain('Começou.')
    expect(email.html).toContain('lang="pt"')
  })

  test.each(HOSTILE)('hostile text does no harm: %j', (evil) => {
    const platforms = [{ id: 'zoom-phone', name: evil }]
    const shortNotice = { class: 'urgent', reason: evil } as const
    const fields = { body: evil, title: evil, reason: evil, description: evil, platforms, shortNotice }
    const { html, text, subject } = composeEmail(job(fields), SITE)
    expect(html).not.toMatch(/<(script|img|svg|iframe|object|embed|form|input|base|link)\b/i)
    expect(html).not.toMatch(/<[^>]*\s(on\w+|style)\s*=/i)
    for (const [, href] of html.matchAll(/href="([^"]*)"/gi)) expect(href).toMatch(/^(https?:|mailto:)/i)
    expect(`${html}${text}${subject}`).not.toMatch(UNPRINTABLE)
  })
})

describe('the notification about a maintenance', () => {
  test('names news and times in the reader’s zone, and has one tag per maintenance', () => {
    const { payload, topic, urgency } = maintenanceNotification({ ...NOTICE }, ALICES_INBOX, SITE)
    expect(JSON.parse(payload).notification).toEqual({
      title: 'Maintenance: Monthly maintenance',
      body: 'Announced · Sat 21 Nov 2026, 00:00 → 06:00 EST\nThe media servers are updated.',
      navigate: 'https://status.example/maintenance/monthly-2026-11-20/',
      lang: 'en',
      dir: 'auto',
      tag: topic,
    })
    expect(urgency).toBe('normal')
    const tagOf = (notice: Partial<MaintenanceNotice>) =>
      maintenanceNotification({ ...NOTICE, ...notice }, ALICES_INBOX, SITE).topic
    expect(tagOf({ news: 'started', sequence: 2 })).toBe(topic)
    expect(tagOf({ maintenanceId: 'other' })).not.toBe(topic)
  })

  test('is kept until the window ends, for four hours at least, and no longer than push services keep anything', () => {
    const hours = (at: number) => maintenanceTimeToLive({ ...NOTICE, at }) / HOUR
    expect(hours(NOTICE.startsAt - 24 * HOUR)).toBe(30)
    expect(hours(NOTICE.endsAt + HOUR)).toBe(4)
    expect(hours(NOTICE.endsAt - 300 * DAY)).toBe(28 * 24)
  })

  test.each([...HOSTILE, '日本語'.repeat(4000)])('stays small, valid and on few lines: %j', (evil) => {
    const { payload } = maintenanceNotification({ ...NOTICE, title: evil, body: evil }, ALICES_INBOX, SITE)
    expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(2000)
    expect(payload.isWellFormed()).toBe(true)
    expect(JSON.parse(payload).notification.body.split('\n').length).toBeLessThanOrEqual(2)
  })
})
