import { describe, expect, test } from 'vitest'
import type { DeliveryJob } from '../../server/channels/channel.ts'
import { composeEmail } from '../../server/channels/email/compose.ts'
import { maintenanceNotification } from '../../server/channels/webpush/maintenance.ts'
import { MAINTENANCE_NEWS, type MaintenanceNotice } from '../../server/domain/maintenance/notice.ts'
import { DAY, HOUR } from '../../server/domain/vocabulary.ts'
import { manageToken, unsubscribeToken } from '../../server/lib/links.ts'
import { dictionary } from '../../src/i18n/index.ts'
import { compact } from '../../src/i18n/time.ts'
import { instant, START } from '../support/clock.ts'
import { MAINTENANCE_NOTICE as NOTICE } from '../support/dispatch/maintenance-notice.ts'
import { ALICES_INBOX, foreignStyles, HOSTILE, SITE, UNPRINTABLE } from '../support/dispatch/notices.ts'

function job(notice: Partial<MaintenanceNotice> = {}, more: Partial<DeliveryJob> = {}): DeliveryJob {
  return {
    eventId: 42,
    eventKind: 'maintenance.announced',
    at: START,
    claimedAt: START,
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

Platforms: Zoom Phone and SIP trunking
What you may notice: No interruption is expected.

What is done:
The media servers are updated.

Why it is done:
Updates keep the service secure.

See the maintenance page:
https://status.example/maintenance/monthly-2026-11-20/

Support:
Chat: https://chat.northline.example/ (open until Wed 11 Nov 2026, 02:00 EST)
Telephone: +1 303 555 0100 (around the clock)
Support portal: https://portal.northline.example/ (around the clock)
How to reach us, and what we promise: https://status.example/support/

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
      'Zoom Phone and SIP trunking',
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
    expect(textOf({ news: 'completed', state: 'completed' })).toContain('What was done:\nThe media servers')
    expect(textOf({ news: 'cancelled', state: 'cancelled' })).toContain('What was planned:\nThe media servers')
    expect(textOf({ news: 'cancelled', state: 'cancelled' })).toContain('Why it was planned:\nUpdates keep')
    expect(textOf({ news: 'cancelled', state: 'cancelled' })).toContain('It was planned for: Sat 21 Nov')
    expect(textOf({ impact: 'under_maintenance' })).toContain('They may be interrupted.')
    const one = { impact: 'under_maintenance', platforms: NOTICE.platforms.slice(0, 1) } as const
    expect(textOf(one)).toContain('The platform shows “Under maintenance” while it runs. It may be interrupted.')
  })

  test('one that took longer is told with its real end beside the planned one; one that kept to it, with that', () => {
    const over = { news: 'completed', state: 'completed', sequence: 4 } as const
    expect(textOf({ ...over, endedAt: NOTICE.endsAt + 3 * HOUR }, inDenver)).toContain(
      `Maintenance is completed
It took place: Fri 20 Nov 2026, 22:00 → Sat 07:00 MST
It was planned for: Fri 20 Nov 2026, 22:00 → Sat 04:00 MST
`,
    )
    expect(textOf({ ...over, endedAt: NOTICE.endsAt }, inDenver)).toContain(
      'Maintenance is completed\nIt took place: Fri 20 Nov 2026, 22:00 → Sat 04:00 MST\n\n',
    )
    expect(textOf({ ...over, news: 'followed_up', endedAt: NOTICE.endsAt }, inDenver)).toContain(
      'It took place: Fri 20',
    )
  })

  test('one that was given another end while it ran is told as it was announced, with that end beside it', () => {
    const over = { news: 'completed', state: 'completed', sequence: 5, endedAt: NOTICE.endsAt } as const
    const planned = { startsAt: NOTICE.startsAt, endsAt: NOTICE.endsAt - HOUR }
    expect(textOf({ ...over, planned }, inDenver)).toContain(`It took place: Fri 20 Nov 2026, 22:00 → Sat 04:00 MST
It was planned for: Fri 20 Nov 2026, 22:00 → Sat 03:00 MST
Extended to: `)
    const longer = { ...planned, endsAt: NOTICE.endsAt + HOUR }
    expect(textOf({ ...over, planned: longer }, inDenver)).toContain('→ Sat 05:00 MST\nShortened to: ')
    const late = { news: 'overrun', state: 'in_progress', planned } as const
    expect(textOf(late, inDenver)).toContain('→ Sat 03:00 MST\nExtended to: ')
  })

  test('one that does not end as planned is told with its planned time, and that its end will be told', () => {
    const late = { news: 'updated', state: 'in_progress', at: NOTICE.endsAt + 1 } as const
    expect(textOf(late, inDenver)).toContain('It was planned for: Fri 20 Nov')
    expect(textOf({ news: 'overrun', state: 'in_progress', sequence: 3 }, inDenver)).toContain(
      `Maintenance takes longer than planned
It was planned for: Fri 20 Nov 2026, 22:00 → Sat 04:00 MST
We tell you as soon as it is over.
`,
    )
  })

  test('one over New Year names both years, in mail and notification', () => {
    const newYear = { startsAt: instant('2027-01-01T05:00:00Z'), endsAt: instant('2027-01-01T11:00:00Z') }
    const window = 'Thu 31 Dec 2026, 22:00 → Fri 1 Jan 2027, 04:00 MST'
    expect(textOf(newYear, inDenver)).toContain(`When: ${window}\n`)
    const { payload } = maintenanceNotification(
      { ...NOTICE, ...newYear },
      { ...ALICES_INBOX, ...inDenver.receiver },
      SITE,
    )
    expect(payload).toContain(window)
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
    expect(first.subject).toBe('[Maintenance] Sat 21 Nov 00:00 EST: announced – Monthly maintenance')
    expect(second.subject).toBe('[Maintenance] Sat 21 Nov 00:00 EST: started – Monthly maintenance')
    expect(first.headers).not.toHaveProperty('In-Reply-To')
    expect(second.headers).toMatchObject({
      References: root,
      'In-Reply-To': root,
      'List-Id': '"Northline status: maintenance" <maintenance.status.example>',
      'List-Unsubscribe': `<https://status.example/unsubscribe/${unsubscribeToken(SITE.linkSecret, ALICES_INBOX.id)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    })
  })

  test('says in its subject when it starts, by the reader’s clock, and what is new; each news differently', () => {
    const subject = (notice: Partial<MaintenanceNotice>, more?: Partial<DeliveryJob>) =>
      composeEmail(job(notice, more), SITE).subject
    expect(subject({ news: 'moved', sequence: 2 }, inDenver)).toBe(
      '[Maintenance] Fri 20 Nov 22:00 MST: moved – Monthly maintenance',
    )
    expect(subject({ startsAt: instant('2027-01-16T05:00:00Z') }, inDenver)).toBe(
      '[Maintenance] Fri 15 Jan 2027 22:00 MST: announced – Monthly maintenance',
    )
    const all = MAINTENANCE_NEWS.map((news) => subject({ news }))
    expect(new Set(all).size).toBe(MAINTENANCE_NEWS.length)
    expect(all.filter((one) => !/^\[Maintenance\] Sat 21 Nov 00:00 EST: [a-z- ]+ – Monthly/.test(one))).toEqual([])
  })

  test('uses the reader’s language where staff translated the text', () => {
    const translations = { pt: { title: 'Manutenção mensal', body: 'Começou.' } }
    const email = composeEmail(job({ translations }, { receiver: { ...ALICES_INBOX, locale: 'pt-BR' } }), SITE)
    const { subject, short } = dictionary('pt').mail.maintenance
    const start = compact(NOTICE.startsAt, START, 'America/New_York', 'pt')
    expect(email.subject).toBe(subject(start, short.announced, 'Manutenção mensal'))
    expect(email.text).toContain('Começou.')
    expect(email.html).toContain('lang="pt"')
  })

  test.each(HOSTILE)('hostile text does no harm: %j', (evil) => {
    const platforms = [{ id: 'zoom-phone', name: evil }]
    const shortNotice = { class: 'urgent', reason: evil } as const
    const fields = { body: evil, title: evil, reason: evil, description: evil, platforms, shortNotice }
    const { html, text, subject } = composeEmail(job(fields), SITE)
    expect(html).not.toMatch(/<(script|img|svg|iframe|object|embed|form|input|base|link)\b/i)
    expect(html).not.toMatch(/<[^>]*\son\w+\s*=/i)
    expect(foreignStyles(html)).toEqual([])
    for (const [, href] of html.matchAll(/href="([^"]*)"/gi)) expect(href).toMatch(/^(https?:|mailto:|tel:\+1303555)/i)
    expect(`${html}${text}${subject}`).not.toMatch(UNPRINTABLE)
  })
})
