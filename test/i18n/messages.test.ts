import { describe, expect, test } from 'vitest'
import type { Message } from '../../server/channels/channel.ts'
import { composeEmail } from '../../server/channels/email/compose.ts'
import { maintenanceNotification } from '../../server/channels/webpush/maintenance.ts'
import { notificationFor } from '../../server/channels/webpush/notification.ts'
import type { DesignationNotice, Notice } from '../../server/domain/incident/notice.ts'
import type { RungNotice } from '../../server/domain/ladder/notice.ts'
import { OWED_KINDS } from '../../server/domain/ladder/owed.ts'
import type { MaintenanceState } from '../../server/domain/maintenance/maintenance.ts'
import { MAINTENANCE_NEWS, type MaintenanceNotice } from '../../server/domain/maintenance/notice.ts'
import type { Because } from '../../server/domain/subscription/audience.ts'
import { CASE_STATUSES, DAY, HOUR, PHASES } from '../../server/domain/vocabulary.ts'
import { START } from '../support/clock.ts'
import { ALICES_INBOX, job, NOTICE, SITE } from '../support/dispatch/notices.ts'
import { foreign, greek, inGreek, PSEUDO } from '../support/i18n/pseudo.ts'
import { ofPage } from '../support/i18n/visible.ts'

const site = inGreek(SITE)
const receiver = { ...ALICES_INBOX, locale: PSEUDO }

/** What no dictionary and nobody who writes said in a mail: in its subject, its text, its HTML, its list's name. */
function inMail(message: Message, because: Because = { type: 'all' }): string[] {
  const { subject, text, html, headers } = composeEmail(inGreek(job({}, { message, because, receiver })), site)
  expect(subject + text).toContain('⟦')
  const list = headers['List-Id']?.replace(/<.*>/, '') ?? ''
  return [subject, text, list, ofPage(html)].flatMap(foreign)
}

const whole: Notice = {
  ...NOTICE,
  startedAt: START - 2 * HOUR,
  etr: START + DAY,
  holdUntil: START + DAY,
  reason: 'A part is on its way.',
  vendor: 'The carrier',
  caseNumber: 'A case',
}
const notices: [string, Partial<Notice>][] = [
  ...PHASES.map((phase): [string, Partial<Notice>] => [phase, { phase }]),
  ['an update in the same phase', { phaseChanged: false, priority: 'P3', sequence: 1 }],
  ['a report', { about: 'postmortem', phase: 'resolved', dueAt: null }],
  ['a reopening', { about: 'reopened' }],
  ['a duplicate', { about: 'duplicate', master: { id: 'm', title: 'The other one' } }],
  [
    'a duplicate of a master case',
    {
      about: 'duplicate',
      master: {
        ...{ id: 'm', title: 'The other one', priority: 'P1G', phase: 'identified', caseStatus: 'on_hold' },
        dueAt: START + DAY,
      },
    },
  ],
  ['a designation', { about: 'designated', body: '' }],
  ['a withdrawal', { about: 'withdrawn', priority: 'P2', body: '' }],
  ['what has passed', { etr: START - DAY, holdUntil: START - DAY }],
  ['a part that differs', { platforms: NOTICE.platforms.map((one) => ({ ...one, state: 'partial_outage' })) }],
  ...CASE_STATUSES.map((status): [string, Partial<Notice>] => [
    `the status ${status}`,
    {
      case: {
        headline: { status, phase: 'identified', again: true },
        answerBy: status === 'resolved_follow_up' ? START + DAY : null,
        reopenUntil: status === 'closed' ? START + DAY : null,
      },
    },
  ]),
]

describe('of an update every word is the reader’s language’s or the provider’s:', () => {
  test.each(notices)('%s', (_, change) => {
    const notice = inGreek({ ...whole, ...change })
    expect(inMail({ kind: 'update', notice })).toEqual([])
    const { title, body } = JSON.parse(notificationFor(notice, receiver, site).payload).notification
    expect([title, body].flatMap(foreign)).toEqual([])
  })

  test.each([{ type: 'all' }, { type: 'platform', id: 'sip' }, { type: 'incident', id: NOTICE.incidentId }] as const)(
    'why it is told: %o',
    (because) => {
      expect(inMail({ kind: 'update', notice: whole }, because)).toEqual([])
    },
  )
})

const window: MaintenanceNotice = {
  ...{ maintenanceId: 'monthly-2026-11-20', updateId: 'u1', sequence: 2, news: 'announced', state: 'announced' },
  ...{ title: 'A window', description: 'What is done.', reason: 'Why it is done.', body: null, translations: {} },
  ...{ platforms: NOTICE.platforms, impact: 'none', startsAt: START + DAY, endsAt: START + 2 * DAY },
  ...{ zone: 'America/Denver', previous: null, at: START, afterwards: true, programme: null },
  shortNotice: { class: 'urgent', reason: 'It cannot wait.' },
}

describe('of a maintenance, too:', () => {
  test.each(MAINTENANCE_NEWS)('%s', (news) => {
    const moved = news === 'moved' || news === 'extended'
    const previous = moved ? { startsAt: START, endsAt: START + DAY } : null
    const state: MaintenanceState = news === 'updated' ? 'verifying' : news === 'cancelled' ? 'cancelled' : 'announced'
    for (const impact of ['none', 'under_maintenance'] as const) {
      const notice = inGreek({ ...window, news, state, previous, impact })
      expect(inMail({ kind: 'maintenance', notice }, { type: 'platform', id: 'gone' })).toEqual([])
      const { title, body } = JSON.parse(maintenanceNotification(notice, receiver, site).payload).notification
      expect([title, body].flatMap(foreign)).toEqual([])
    }
  })
})

describe('of what else is mailed, too:', () => {
  test('the question whether somebody really asked', () => {
    const names = Array.from({ length: 12 }, (_, n) => ({ type: 'platform' as const, id: `p${n}`, name: 'A platform' }))
    const follows = [
      { type: 'all' as const, id: '', name: null },
      { type: 'incident' as const, id: 'i', name: null },
    ]
    const request = { subscriberId: receiver.id, requestedAt: START, follows: [...follows, ...names], locale: PSEUDO }
    expect(inMail({ kind: 'confirmation', request })).toEqual([])
  })

  test.each(['opened', 'designated', 'reopened', 'withdrawn'] as const)('a master case that was %s', (how) => {
    const { incidentId, title, platforms, dueAt, at } = NOTICE
    const said = { caseNumber: 'A case', actor: 'Somebody', reason: 'Several are hit.' }
    const notice: DesignationNotice = { ...said, incidentId, title, platforms, dueAt, at, how }
    expect(inMail({ kind: 'designation', notice })).toEqual([])
  })

  test.each([
    ['invitation', `staff/${greek('Somebody')}`],
    ['invitation', null],
    ['reset', `token/${greek('desk')}`],
    ['reset', null],
  ] as const)('a link to an account: %s, sent by %s', (purpose, by) => {
    const notice = {
      purpose,
      by: by,
      name: greek('Somebody'),
      seed: 'x',
      at: START,
      expiresAt: START + DAY,
    }
    expect(inMail({ kind: 'account', notice })).toEqual([])
  })

  test.each(OWED_KINDS)('what is owed: %s', (kind) => {
    const [role, name] = [greek('A role'), greek('Somebody')]
    const person = { role, name, email: receiver.address }
    const notice: RungNotice = {
      ...{ promiseId: 'p', kind, object: { type: 'incident', id: NOTICE.incidentId, title: NOTICE.title } },
      ...{ priority: 'P1G', caseNumber: 'A case', dueAt: START - DAY, at: START, rung: 0, recipients: [person] },
      ...{ platforms: Array(20).fill(greek('A platform')), followers: 12 },
      gaps: [
        { role, why: 'off_duty' },
        { role: 'desk', why: 'unfilled' },
      ],
      saidLast: { at: START - 2 * DAY, body: 'A text' },
      before: [
        {
          rung: -1,
          roles: [role],
          toldAt: START - DAY,
          isPutOff: false,
          people: [
            { ...person, result: 'failed' },
            { ...person, result: 'waiting' },
            { role: 'duty lead', name: null, result: 'sent' },
          ],
        },
        { rung: -2, roles: [role, 'support manager'], toldAt: null, isPutOff: false, people: [] },
      ],
      acknowledged: { by: name, at: START - DAY },
      putOff: { by: name, at: START - DAY, until: START - DAY, reason: greek('A reason') },
      insteadOf: [{ name, why: greek('A reason') }],
    }
    const early = {
      at: START - 2 * DAY,
      recipients: [],
      before: [],
      acknowledged: null,
      insteadOf: null,
      saidLast: null,
    }
    const others = [person, { ...person, role: 'desk' }]
    for (const change of [{}, early, { recipients: others }]) {
      expect(inMail({ kind: 'owed', notice: { ...notice, ...change } })).toEqual([])
    }
  })
})
