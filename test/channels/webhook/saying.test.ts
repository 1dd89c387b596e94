import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DeliveryJob, Message } from '../../../server/channels/channel.ts'
import { bodyOf } from '../../../server/channels/webhook/format.ts'
import type { Notice } from '../../../server/domain/incident/notice.ts'
import { MAINTENANCE_NEWS, type MaintenanceNotice } from '../../../server/domain/maintenance/notice.ts'
import { HOUR } from '../../../server/domain/vocabulary.ts'
import { START } from '../../support/clock.ts'
import { MAINTENANCE_NOTICE } from '../../support/dispatch/maintenance-notice.ts'
import { HOSTILE, job, SITE } from '../../support/dispatch/notices.ts'
import { randomCases } from '../../support/random-cases.ts'

function written(notice: Partial<Notice> = {}, more: Partial<DeliveryJob> = {}) {
  const body = bodyOf(job(notice, more), SITE) ?? ''
  return { body, ...JSON.parse(body) }
}
const told = (message: Message, more: Partial<DeliveryJob> = {}) =>
  JSON.parse(bodyOf(job({}, { message, ...more }), SITE) ?? '')
const typeOfNews = (news: MaintenanceNotice['news']) =>
  told({ kind: 'maintenance', notice: { ...MAINTENANCE_NOTICE, news } }).type

describe('what a webhook says', () => {
  test('is the incident as the API names its parts, with the update that is told', () => {
    const { type, timestamp, data } = written({ caseNumber: '4711', caseStatus: 'in_progress', etr: START + 2 * HOUR })
    expect({ type, timestamp }).toEqual({ type: 'incident.updated', timestamp: '2026-11-10T15:00:00.000Z' })
    expect(data).toEqual({
      ...{ id: 'k3j9x0a1b2c3', url: 'https://status.example/incidents/k3j9x0a1b2c3/', title: 'Calls to Denver fail' },
      ...{ priority: 'P1G', phase: 'identified', caseStatus: 'in_progress', caseNumber: '4711', vendor: null },
      ...{ nextUpdateDueAt: '2026-11-10T16:00:00.000Z', etr: '2026-11-10T17:00:00.000Z', holdUntil: null },
      platforms: [
        { id: 'zoom-phone', name: 'Zoom Phone', impact: 'major_outage' },
        { id: 'sip', name: 'SIP trunking', impact: 'degraded_performance' },
      ],
      ...{
        openedAt: '2026-11-10T14:00:00.000Z',
        startedAt: null,
        resolvedAt: null,
        duplicateOf: null,
        truncated: false,
        sequence: 42,
      },
      update: {
        ...{ id: 'u2', sequence: 2, about: null, phase: 'identified', translations: {} },
        body: 'The carrier **replaces** a card.',
        ...{ nextUpdateDueAt: '2026-11-10T16:00:00.000Z', etr: '2026-11-10T17:00:00.000Z', holdUntil: null },
        ...{ basis: 'cadence', reason: null, at: '2026-11-10T15:00:00.000Z' },
      },
    })
  })

  test('is of a type for each kind of news of an incident', () => {
    const type = (notice: Partial<Notice>, eventKind = 'incident.updated') => written(notice, { eventKind }).type
    expect(type({}, 'incident.opened')).toBe('incident.opened')
    expect(type({ phase: 'resolved' })).toBe('incident.resolved')
    expect(type({ phase: 'resolved', phaseChanged: false })).toBe('incident.updated')
    expect(type({ about: 'reopened' })).toBe('incident.reopened')
    expect(type({ about: 'duplicate', phase: 'resolved' })).toBe('incident.duplicate')
    expect(type({ about: 'designated' }, 'incident.changed')).toBe('incident.changed')
    expect(type({ about: 'postmortem', phase: 'resolved' }, 'incident.postmortem')).toBe('incident.postmortem')
  })

  test('says when a problem was over, and where a duplicate goes on', () => {
    expect(written({ phase: 'resolved' }).data.resolvedAt).toBe('2026-11-10T15:00:00.000Z')
    expect(written({ phase: 'resolved', resolvedAt: START - HOUR }).data.resolvedAt).toBe('2026-11-10T14:00:00.000Z')
    expect(written({ about: 'duplicate', master: { id: 'm1', title: 'Calls fail' } }).data.duplicateOf).toBe('m1')
  })

  test('is of one of eight types for maintenance', () => {
    const types = ['announced', 'reminded', 'started', 'changed', 'extended', 'completed', 'cancelled', 'note']
    expect([...new Set(MAINTENANCE_NEWS.map(typeOfNews))].sort()).toEqual(
      types.map((type) => `maintenance.${type}`).sort(),
    )
    expect([typeOfNews('moved'), typeOfNews('overrun'), typeOfNews('followed_up')]).toEqual([
      'maintenance.changed',
      'maintenance.extended',
      'maintenance.note',
    ])
  })

  test('is the window as the API names its parts, as it was and is', () => {
    const { maintenanceId: id, startsAt, endsAt } = MAINTENANCE_NOTICE
    const previous = { startsAt: startsAt - HOUR, endsAt: endsAt - HOUR }
    const { data } = told({ kind: 'maintenance', notice: { ...MAINTENANCE_NOTICE, news: 'moved', previous } })
    const iso = (at: number) => new Date(at).toISOString()
    expect(data).toMatchObject({ id, url: `https://status.example/maintenance/${id}/`, startsAt: iso(startsAt) })
    expect(data.update).toMatchObject({
      news: 'moved',
      previous: { startsAt: iso(startsAt - HOUR), endsAt: iso(endsAt - HOUR) },
    })
  })

  test('has no text, and no number of one, where the priority alone changed', () => {
    const { data } = written({ about: 'withdrawn', body: '' }, { eventKind: 'incident.changed' })
    expect(data.update).toMatchObject({ id: null, sequence: null, about: 'withdrawn', body: null })
  })

  test('is a platform that is no longer in use, or a test', () => {
    const archived = told({ kind: 'archived', notice: { platformId: 'sip', name: 'SIP', at: START } })
    expect(archived).toMatchObject({ type: 'platform.archived', data: { id: 'sip', name: 'SIP', archived: true } })
    expect(told({ kind: 'test' })).toMatchObject({ type: 'test', data: { url: 'https://status.example/' } })
  })

  test('is nothing that is not for subscribers', () => {
    const request = { subscriberId: 'x', requestedAt: START, follows: [], locale: 'en' }
    expect(bodyOf(job({}, { message: { kind: 'confirmation', request } }), SITE)).toBeNull()
  })
})

describe('any text', () => {
  test.each(HOSTILE)('arrives as it was written: %j', (text) => {
    const { data } = written({
      title: text.slice(0, 200),
      body: text,
      translations: { es: { body: text.slice(0, 500) } },
    })
    expect(data).toMatchObject({
      title: text.slice(0, 200),
      update: { body: text, translations: { es: { body: text.slice(0, 500) } } },
    })
  })

  test('arrives as it was written, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { data } = written({
          title: text,
          body: text,
          platforms: [{ id: 'x', name: text, impact: 'operational' }],
        })
        expect([data.title, data.update.body, data.platforms[0].name]).toEqual([text, text, text])
      }),
      randomCases(25_000),
    )
  })

  const LONG = ['👩‍👩‍👧‍👦', '"', '\\', 'é', 'a ', '本', '🇵🇹', 'e\u0301\u0302\u0303']

  test.each(LONG)(
    'of ten thousand times %j is cut between characters, with a link to the rest, and stays under 20 kB',
    (unit) => {
      const text = unit.repeat(10_000)
      const platforms = Array.from({ length: 100 }, (_, index) => {
        return { id: `platform-${index}`, name: '📞'.repeat(50), impact: 'major_outage' as const }
      })
      const { body, data } = written({
        title: '👩‍👩‍👧‍👦'.repeat(18),
        body: text,
        platforms,
        translations: { es: { body: text } },
      })
      expect(Buffer.byteLength(body)).toBeLessThan(20_000)
      expect(Buffer.byteLength(body)).toBeGreaterThan(19_000)
      expect(data.truncated).toBe(true)
      const [shown, rest] = data.update.body.split('…\n\n')
      expect(rest).toBe('https://status.example/incidents/k3j9x0a1b2c3/')
      expect(shown.replaceAll(unit.trim(), '').trim()).toBe('')
      const window = told({
        kind: 'maintenance',
        notice: { ...MAINTENANCE_NOTICE, description: text, reason: text, body: text, platforms },
      })
      expect(Buffer.byteLength(JSON.stringify(window))).toBeLessThan(20_000)
      expect(window.data).toMatchObject({
        truncated: true,
        description: expect.stringContaining('https://status.example/'),
      })
    },
  )
})
