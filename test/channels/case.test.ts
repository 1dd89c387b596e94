import { describe, expect, test } from 'vitest'
import { composeEmail } from '../../server/channels/email/compose.ts'
import { notificationFor } from '../../server/channels/webpush/notification.ts'
import { headlineOf } from '../../server/domain/incident/case/headline.ts'
import type { Notice } from '../../server/domain/incident/notice.ts'
import type { CaseStatus, Phase } from '../../server/domain/vocabulary.ts'
import { hours, minutes, START } from '../support/clock.ts'
import { ALICES_INBOX, job, NOTICE, SITE, SUPPORT } from '../support/dispatch/notices.ts'

/** A notice of a case that has just taken a status. */
function became(phase: Phase, caseStatus: CaseStatus, more: Partial<Notice> = {}): Partial<Notice> {
  const headline = headlineOf({ phase, caseStatus }, { phase: 'identified', caseStatus: 'in_progress' })
  const dueAt = phase === 'resolved' ? null : NOTICE.dueAt
  return { phase, dueAt, case: { headline, answerBy: null, reopenUntil: null }, ...more }
}
const mail = (notice: Partial<Notice>) => composeEmail(job(notice), SITE)
const push = (notice: Partial<Notice>): string => {
  const { payload } = notificationFor({ ...NOTICE, ...notice }, ALICES_INBOX, SITE)
  return JSON.parse(payload).notification.body
}
const withOutlook = (notice: Partial<Notice>, outlook: object) => ({
  ...notice,
  case: { ...(notice.case as NonNullable<Notice['case']>), ...outlook },
})

describe('the status of a case, in mail and push', () => {
  test('closed without an answer is not resolved, cannot be reopened, and looks like it', () => {
    const notice = became('resolved', 'closed_no_response')
    const { text, html } = mail(notice)
    expect(text).toContain(
      'Closed without an answer · Master case\nWe tried to reach you and had no answer; the case is closed without one.',
    )
    expect(text).toContain('please open a new case')
    expect(`${text}${push(notice)}`).not.toMatch(/Resolved|reopen/)
    expect(html).not.toContain('state green')
    expect(push(notice)).toContain(
      'Closed without an answer\nWe tried to reach you and had no answer; the case is closed without one.',
    )
  })

  test('done work asks for confirmation, and says until when', () => {
    const notice = withOutlook(became('monitoring', 'resolved_follow_up'), { answerBy: START + hours(48) })
    const { text } = mail(notice)
    expect(text).toContain(
      'Resolved, to be confirmed · Master case\nThe work is done, and we wait for you to confirm it.',
    )
    expect(text).toContain('Next update by 11:00 EST')
    expect(text).toContain('may be closed from Thu 12 Nov 2026, 10:00 EST (Thu 12 Nov 2026, 08:00 MST) on.')
    expect(push(notice)).toContain('Please confirm: the case may be closed from Thu 12 Nov 2026, 10:00 EST on.')
  })

  test('a resolution says once when, and until when the case can be reopened', () => {
    const notice = withOutlook(became('resolved', 'closed'), { reopenUntil: START + hours(168) })
    const { text, html } = mail(notice)
    expect(text.match(/Resolved/g)).toHaveLength(1)
    expect(text).toContain('\n\nResolved at 10:00 EST (08:00 MST) · Master case\n\n')
    const earlier = mail({ ...notice, resolvedAt: START - hours(24) }).text
    expect(earlier).toContain('Resolved on Mon 9 Nov 2026, 10:00 EST (Mon 9 Nov 2026, 08:00 MST)')
    expect(text).toContain('Until Tue 17 Nov 2026, 10:00 EST (Tue 17 Nov 2026, 08:00 MST) we reopen the case')
    expect(html).toContain('state green')
    expect(push(notice)).toContain('It can be reopened until Tue 17 Nov 2026, 10:00 EST.')
  })

  test('names only ways to reopen or confirm that there are', () => {
    const of = (kinds: string[]) =>
      SUPPORT.channels.map((channel) => (kinds.includes(channel.kind) ? channel : { ...channel, ways: [] }))
    const reopened = withOutlook(became('resolved', 'closed'), { reopenUntil: START + hours(168) })
    const confirmed = withOutlook(became('monitoring', 'resolved_follow_up'), { answerBy: START + hours(48) })
    const said = (notice: Partial<Notice>, kinds: string[]) =>
      composeEmail(job(notice), { ...SITE, support: { ...SUPPORT, channels: of(kinds) } }).text
    expect(said(reopened, ['phone', 'chat'])).toContain('by telephone, chat or a reply to a mail of the case.')
    expect(said(confirmed, ['phone'])).toContain('tell us by telephone or a reply to a mail of the case.')
    for (const notice of [reopened, confirmed]) {
      expect(said(notice, ['portal'])).toContain(' by a reply to a mail of the case.')
      expect(said(notice, ['portal'])).not.toMatch(/telephone|chat/i)
    }
    const unanswered = (notice: Partial<Notice>, kinds: string[]) =>
      composeEmail(job(notice), {
        ...{ ...SITE, emailReplyTo: undefined },
        support: { ...SUPPORT, channels: of(kinds) },
      }).text
    expect(unanswered(confirmed, ['phone'])).toContain('Please tell us by telephone. ')
    expect(unanswered(reopened, [])).toContain('we reopen the case. After that')
  })

  test.each<[CaseStatus, string]>([
    ['shipping', 'Shipping · Identified · Master case\nHardware is on its way.'],
    ['customer_reopened', 'Reopened · Identified · Master case\nIt turned out not to be solved'],
  ])('%s is told with what it means', (status, words) => {
    expect(mail(became('identified', status)).text).toContain(words)
    expect(push(became('identified', status))).toContain(words.split('\n')[1])
  })

  test('what passed is told as passed', () => {
    const { text } = mail({ etr: START - 1, holdUntil: START - 1 })
    expect(text).toContain('It was on hold until')
    expect(text).toMatch(/Estimated time to resolution: .*, which has passed/)
  })
})

describe('a platform, in mail', () => {
  const name = (
    impact: 'operational' | 'partial_outage',
    state: 'operational' | 'major_outage' | 'under_maintenance',
  ) => mail({ platforms: [{ id: 'sip', name: 'SIP', impact, state }] }).text

  test('is as it is altogether, with this incident’s part beside it where that is another', () => {
    expect(name('operational', 'major_outage')).toContain('- SIP: Major outage (this incident: Operational)')
    expect(name('operational', 'under_maintenance')).toContain('- SIP: Under maintenance (this incident: Operational)')
    expect(name('operational', 'operational')).toContain('- SIP: Operational\n')
  })

  test('of a duplicate is as the master says, who stands beside it with the next update', () => {
    const master = { id: 'masterid0001', title: 'All calls fail', priority: 'P1G' as const, dueAt: START + hours(1) }
    const { text, html } = mail({
      ...became('resolved', 'duplicate'),
      ...{
        about: 'duplicate',
        priority: 'P2',
        platforms: [{ id: 'sip', name: 'SIP', impact: 'operational', state: 'major_outage' }],
      },
      master: { ...master, phase: 'identified', caseStatus: 'in_progress' },
    })
    expect(text).toContain(`Continued in another incident
It goes on in: All calls fail
It stands at: Identified · Master case
Next update by 11:00 EST (09:00 MST)`)
    expect(text).toContain('- SIP: Major outage\n')
    expect(html).not.toContain('state green')
  })

  test('of a duplicate of the same title, says in mails and notifications when its master was opened', () => {
    const master = { id: 'masterid0001', title: NOTICE.title, openedAt: START - hours(1) }
    const notice: Partial<Notice> = { ...became('resolved', 'duplicate'), about: 'duplicate', master }
    expect(mail(notice).text).toContain('It goes on in: Calls to Denver fail, opened 09:00 EST (07:00 MST)\n')
    const { payload } = notificationFor({ ...NOTICE, ...notice }, ALICES_INBOX, SITE)
    expect(JSON.parse(payload).notification.body).toContain('It goes on in: Calls to Denver fail, opened 09:00 EST\n')
    const old = { id: 'masterid0001', title: NOTICE.title }
    expect(mail({ ...notice, master: old }).text).toContain('It goes on in: Calls to Denver fail\n')
  })

  test.each([
    ['P2', 'P1G'],
    ['P1G', 'P2'],
  ] as const)(
    'of a duplicate, %s, states the master’s facts, %s, and says which are the duplicate’s own',
    (own, others) => {
      const master = { id: 'masterid0001', title: 'All calls fail', priority: others, caseNumber: 'NL-1' }
      const notice: Partial<Notice> = {
        ...became('resolved', 'duplicate'),
        ...{ about: 'duplicate', priority: own, caseNumber: 'NL-2', startedAt: START - hours(2), vendor: 'Acme' },
        master: { ...master, phase: 'identified', caseStatus: 'in_progress' },
      }
      const { subject, text } = mail(notice)
      expect(subject).toBe('[Incident] Continued in another incident – Calls to Denver fail')
      expect(text).toMatch(new RegExp(`^Priority: ${others} .*$`, 'm'))
      expect(text).not.toContain(`${own}:`)
      expect(text).toContain(`\nCase number: NL-1
The duplicate was opened: 09:00 EST (07:00 MST)
Case number of the duplicate: NL-2\n`)
      expect(text).not.toMatch(/Problem began|Vendor|Case opened/)
      expect(text.match(/Master case/g) ?? []).toHaveLength(others === 'P1G' ? 1 : 0)
      const { urgency, payload } = notificationFor({ ...NOTICE, ...notice }, ALICES_INBOX, SITE)
      expect(urgency).toBe(others === 'P1G' ? 'high' : 'normal')
      expect(JSON.parse(payload).notification.title).toBe('Calls to Denver fail')
    },
  )
})

describe('a change to or from P1G', () => {
  test('is told with what it means and the new promise, without a text of its own', () => {
    const notice: Partial<Notice> = { about: 'designated', body: '', sequence: 3 }
    const { text, html } = mail(notice)
    expect(text).toContain(`Now a master case (P1G)
One problem affects several organisations. We give it immediate and continuous attention, and update at least every hour.
Next update by 11:00 EST (09:00 MST)

Platforms:`)
    expect(html).not.toContain('class="told"')
    expect(text.match(/one problem/gi)).toHaveLength(1)
    expect(push(notice)).toContain('Now a master case (P1G) · next update by 11:00 EST')
    const withdrawn = mail({ ...notice, about: 'withdrawn', priority: 'P2' }).text
    expect(withdrawn.match(/P2: critical/g)).toHaveLength(1)
    expect(withdrawn).toContain(
      'No master case any more, now P2\nP2: critical services are partly or intermittently down for several users.\nNext update by',
    )
  })

  test('calls no time that has passed the next one', () => {
    const late: Partial<Notice> = { about: 'designated', body: '', sequence: 3, dueAt: START - minutes(2) }
    expect(mail(late).text).toContain('at least every hour.\nUpdate overdue since 09:58 EST (07:58 MST)\n')
    expect(push(late)).toContain('Now a master case (P1G)\nUpdate overdue since 09:58 EST\n')
    const now = { ...late, dueAt: START }
    expect(mail(now).text).toContain('at least every hour.\nThe next update is due now\n')
    for (const told of [mail(late).text, push(late), mail(now).text, push(now)])
      expect(told.toLowerCase()).not.toContain('next update by')
  })

  test('tells what was said last, with its time, and names P1G once in its subject', () => {
    const saidLast = { at: START - hours(1), body: 'The carrier **replaces** a card.', translations: {} }
    const { subject, text, html } = mail({ about: 'designated', body: '', sequence: 3, saidLast })
    expect(text).toContain('\n\nLatest update, 09:00 EST (07:00 MST):\nThe carrier replaces a card.\n\nPlatforms:')
    expect(html).toContain('The carrier <strong>replaces</strong> a card.')
    expect(subject).toBe('[Incident] Now a master case (P1G) – Calls to Denver fail')
  })
})
