import { describe, expect, test } from 'vitest'
import { maintenanceNotification, maintenanceTimeToLive } from '../../server/channels/webpush/maintenance.ts'
import type { MaintenanceNotice } from '../../server/domain/maintenance/notice.ts'
import { DAY, HOUR } from '../../server/domain/vocabulary.ts'
import { MAINTENANCE_NOTICE as NOTICE } from '../support/dispatch/maintenance-notice.ts'
import { ALICES_INBOX, HOSTILE, SITE } from '../support/dispatch/notices.ts'

describe('the notification about a maintenance', () => {
  test('names news and times in the reader’s zone, and has one tag per maintenance', () => {
    const { payload, topic, urgency } = maintenanceNotification({ ...NOTICE }, ALICES_INBOX, SITE)
    expect(JSON.parse(payload).notification).toEqual({
      title: 'Maintenance: Monthly maintenance',
      body: 'Announced · Sat 21 Nov 2026, 00:00 → 06:00 EST · Zoom Phone and SIP trunking\nThe media servers are updated.',
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

  test('says what happened in place of what was to be expected, once that is over', () => {
    const bodyOf = (notice: Partial<MaintenanceNotice>) =>
      JSON.parse(maintenanceNotification({ ...NOTICE, ...notice }, ALICES_INBOX, SITE).payload).notification.body
    expect(bodyOf({ news: 'completed', state: 'completed', endedAt: NOTICE.endsAt + HOUR })).toBe(
      'Completed · Sat 21 Nov 2026, 00:00 → 07:00 EST (planned until 06:00 EST) · Zoom Phone and SIP trunking\nThe maintenance is over.',
    )
    const planned = { startsAt: NOTICE.startsAt, endsAt: NOTICE.endsAt - HOUR }
    expect(bodyOf({ news: 'completed', state: 'completed', endedAt: NOTICE.endsAt, planned })).toContain(
      'Sat 21 Nov 2026, 00:00 → 06:00 EST (planned until 05:00 EST)',
    )
    expect(bodyOf({ news: 'overrun', state: 'in_progress', planned })).toContain('00:00 → 05:00 EST')
    expect(bodyOf({ news: 'overrun', state: 'in_progress' })).toContain('We tell you as soon as it is over.')
    expect(bodyOf({ news: 'cancelled', state: 'cancelled' })).toContain('This maintenance was called off.')
    for (const news of ['cancelled', 'overrun'] as const)
      expect(bodyOf({ news })).toContain(' · was planned for Sat 21 Nov 2026, 00:00 → 06:00 EST')
    const late = { news: 'updated', state: 'in_progress', at: NOTICE.endsAt + 1 } as const
    expect(bodyOf(late)).toContain(' · was planned for Sat 21 Nov 2026, 00:00 → 06:00 EST')
    const previous = { startsAt: NOTICE.startsAt - DAY, endsAt: NOTICE.endsAt - DAY }
    expect(bodyOf({ news: 'moved', previous })).toContain(
      'Moved · now Sat 21 Nov 2026, 00:00 → 06:00 EST (was Fri 20 Nov 00:00 EST) · Zoom Phone',
    )
    const shorter = { startsAt: NOTICE.startsAt, endsAt: NOTICE.endsAt - HOUR }
    expect(bodyOf({ news: 'extended', state: 'in_progress', previous: shorter })).toContain(
      'now Sat 21 Nov 2026, 00:00 → 06:00 EST (was until 05:00 EST)',
    )
    expect(bodyOf({ news: 'completed', state: 'completed', body: 'All calls tested.' })).toContain('All calls tested.')
  })

  test('says that it was told afterwards, and counts platforms that it does not name', () => {
    const platforms = ['Zoom Phone', 'Fax', 'Portal'].map((name) => ({ id: name, name }))
    const title = 'A very long title '.repeat(9)
    const notice = { ...NOTICE, afterwards: true, platforms, title, description: 'Many words. '.repeat(40) }
    const told = JSON.parse(maintenanceNotification(notice, ALICES_INBOX, SITE).payload).notification
    expect(told.body).toContain('06:00 EST · told afterwards · Zoom Phone, Fax, and 1 more\nMany words.')
    expect(told.title.length).toBeLessThanOrEqual(65)
    expect(told.body.length).toBeLessThanOrEqual(180)
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
