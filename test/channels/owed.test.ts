import { describe, expect, test } from 'vitest'
import { composeEmail } from '../../server/channels/email/compose.ts'
import type { RungNotice } from '../../server/domain/ladder/notice.ts'
import { OWED_KINDS, type OwedKind } from '../../server/domain/ladder/owed.ts'
import { DAY, HOUR, MINUTE } from '../../server/domain/vocabulary.ts'
import { owedToken, owedUrl } from '../../server/lib/links.ts'
import { START } from '../support/clock.ts'
import { SITE } from '../support/dispatch/notices.ts'
import { LEADS_INBOX, owedJob, owedNotice } from '../support/dispatch/owed-notice.ts'

const mailOf = (kind: OwedKind, change: Partial<RungNotice> = {}) =>
  composeEmail(owedJob(owedNotice(kind, change)), SITE)
const EARLIER = { at: START - 15 * MINUTE, rung: -15 * MINUTE, before: [] }
const OURS = owedUrl(SITE.publicUrl, owedToken(SITE.linkSecret, LEADS_INBOX.id, 42))

describe('who is woken up reads', () => {
  test('what is owed, since when and whether somebody is on it; what to do; then what it is about', () => {
    const { text, subject } = mailOf('update')
    expect(subject).toBe('P1G: Update overdue since 08:00 MST – Calls to Denver fail (case CS-2041)')
    expect(text).toBe(`Calls to Denver fail

P1G: Update overdue since 08:00 MST
Nothing has been said in public since 07:00 MST.
Nobody had said by 08:00 MST that they are on it.

The page shows everybody that the update is overdue. Post one now, even if there is nothing new to tell: say what is being done.

Answer it at the desk:
https://status.example/staff/incidents/k3j9x0a1b2c3/

Say that you are on it:
${OURS}

How to post the update:
${OURS}#answer

Followers: 1,240
Platforms: Zoom Phone and SIP trunking
Priority: P1G (one problem that affects several organisations, the master case)
Case: CS-2041

The last public text, 07:00 MST:
The carrier replaces a card.

Who was told before:
- At 07:45 MST: desk

See the incident page:
https://status.example/incidents/k3j9x0a1b2c3/

-- 

You get this because the configuration of Northline status names you as duty lead.

The links are yours alone: what is done with them is done in your name. They work for as long as it is owed; after that, the page behind them shows who answered it, and when. Replying to this mail does not count as an answer.`)
  })

  test('the same in HTML, with the last text as it was written, and nothing that is fetched', () => {
    const { html } = mailOf('update')
    for (const part of ['P1G: Update overdue since 08:00 MST', '<strong>replaces</strong>', '1,240', 'CS-2041']) {
      expect(html).toContain(part)
    }
    expect(html).not.toMatch(/<(img|script|link|iframe|object|form)\b|url\(|@import/)
    const links = [...html.matchAll(/<a class="(?:button|other)"[^>]*href="([^"]+)"/g)].map(([, href]) => href)
    expect(links).toEqual(['https://status.example/staff/incidents/k3j9x0a1b2c3/', OURS])
    expect(html).toContain(`href="${OURS}#answer"`)
  })

  test.each([
    ['update', 'P1G: Update due by', 'P1G: Update overdue since', 'even if there is nothing new'],
    ['first_response', 'P1G: First response due by', 'P1G: First response overdue since', 'the cause can wait'],
    [
      'report',
      'P1G: Report on the cause due by',
      'P1G: Report on the cause overdue since',
      'Publish it: what happened',
    ],
    [
      'details',
      'Details of maintenance due by',
      'Details of maintenance missing since',
      'followers get the general text of the programme',
    ],
    [
      'notice',
      'Notice of maintenance due by',
      'Notice of maintenance not sent, due since',
      'What the server says of its own health: https://status.example/readyz',
    ],
    ['end', 'End of maintenance due by', 'End of maintenance overdue since', 'if not, set a later end'],
    [
      ...(['no_answer', 'P1G: Case without an answer, decision due by'] as const),
      ...(['P1G: Case without an answer, decision due since', 'nothing is closed by itself'] as const),
    ],
  ] as const)('of each kind what is due soon, what is overdue, and what to do then: %s', (kind, soon, late, todo) => {
    const [before, after] = [mailOf(kind, EARLIER), mailOf(kind, { at: START + MINUTE })]
    expect(before.subject).toMatch(`${soon} 08:00 MST – `)
    expect(after.subject).toMatch(`${late} 08:00 MST – `)
    expect(after.text).toContain(todo)
    expect(after.text).toContain(`${late} 08:00 MST\n`)
  })

  test('of a window its own page, and no priority or number that it has not', () => {
    const { text, subject } = mailOf('end')
    expect(subject).toBe('End of maintenance overdue since 08:00 MST – Monthly maintenance')
    expect(text).toContain('See the maintenance page:\nhttps://status.example/maintenance/monthly-2026-11-20/')
    expect(text).not.toMatch(/Priority|Case:|last public text|null/)
  })

  test.each(['details', 'end'] as const)('when the work is: %s', (kind) => {
    const window = { startsAt: START + DAY, endsAt: START + DAY + 6 * HOUR }
    expect(mailOf(kind, { window }).text).toContain('\nWork: Wed 11 Nov 2026, 08:00 → 14:00 MST\nFollowers: ')
  })

  test('since when a case waits for its customers, and when it was resolved on which a report is owed', () => {
    expect(mailOf('no_answer', { madeAt: START - 4 * DAY }).text).toMatch(/answer since Fri 6 Nov 2026, 08:00 MST\./)
    expect(mailOf('report', { resolvedAt: START - DAY }).text).toMatch(/was resolved at Mon 9 Nov 2026, 08:00 MST\./)
  })

  test.each([
    ['report', 'incidents/k3j9x0a1b2c3/report/'],
    ['update', 'incidents/k3j9x0a1b2c3/'],
    ['details', 'maintenance/monthly-2026-11-20/#details.description'],
    ['end', 'maintenance/monthly-2026-11-20/#actions'],
    ['no_answer', 'incidents/k3j9x0a1b2c3/#caseStatus'],
  ] as const)('where the desk answers it: %s', (kind, path) => {
    expect(mailOf(kind).text).toContain(`Answer it at the desk:\nhttps://status.example/staff/${path}\n`)
  })

  test.each(OWED_KINDS)('times that stay right however late the mail is read: %s', (kind) => {
    for (const change of [EARLIER, { at: START }, { at: START + 3 * HOUR }]) {
      const { subject, text } = mailOf(kind, change)
      expect(`${subject}\n${text}`).not.toMatch(
        /\b(in|for|ago) \d|\d+ (min|minutes?|hours?|h)\b|\bago\b|tomorrow|today/,
      )
    }
  })

  test('that it is overdue from the due time on, not a moment earlier', () => {
    expect(mailOf('update', { at: START - 1 }).subject).toContain('Update due by')
    expect(mailOf('update', { at: START }).subject).toContain('Update overdue since')
  })

  test('the times of both zones, and the day where it was another', () => {
    const notice = owedNotice('update', { dueAt: START - DAY })
    const receiver = { ...LEADS_INBOX, timeZone: 'America/New_York' }
    const { subject, text } = composeEmail(owedJob(notice, { receiver }), SITE)
    expect(subject).toContain('Update overdue since Mon 9 Nov 2026, 10:00 EST – ')
    expect(text).toContain('overdue since Mon 9 Nov 2026, 10:00 EST (Mon 9 Nov 2026, 08:00 MST)\n')
    expect(text).toContain('Nothing has been said in public since 09:00 EST (07:00 MST).')
  })
})

const lead = { role: 'duty lead', name: 'Erin Vale', email: LEADS_INBOX.address }
describe('who gets it reads why', () => {
  test('that nobody fills the role that it is meant for', () => {
    const { text } = mailOf('update', { gaps: [{ role: 'support manager', why: 'unfilled' }] })
    expect(text).toContain('\n\nNobody is configured as support manager, so you get this.\n\n')
  })

  test('that nobody who has the role was on duty', () => {
    const gaps = ['support manager', 'vice-president'].map((role) => ({ role, why: 'off_duty' as const }))
    const { text } = mailOf('update', { gaps })
    expect(text).toContain('Nobody was on duty as support manager or vice-president at 08:00 MST, so you get this.')
  })

  test('of a gap, but not that it is the reason, where others of the same message are meant', () => {
    const both = [lead, { role: 'chief executive', name: null, email: 'chief@northline.example' }]
    const gap = { role: 'support manager', why: 'unfilled' } as const
    const { text } = mailOf('update', { gaps: [gap], recipients: both })
    expect(text).toContain('\nNobody is configured as support manager.\n')
    expect(mailOf('update', { gaps: [{ ...gap, families: ['Fax'] }] }).text).toMatch(/ as support manager for Fax\.\n/)
  })

  test('whom it could not reach, and why, without the words of a mail server', () => {
    const bo = { name: 'Bo Lind', why: 'not sent for two minutes: SMTP: 421 later' }
    const dana = { name: 'Dana Reyes', why: 'smtp 550: no such mailbox' }
    const { text, html } = mailOf('update', { insteadOf: [dana, bo, { name: 'Ann Lee', why: 'timeout' }] })
    const words =
      'The same message had not reached Dana Reyes (the address does not exist), Bo Lind (it was not sent within two minutes), and Ann Lee (it was not accepted), so you get this.'
    expect(text).toContain(words)
    expect(html).toContain(words)
  })

  test('in which role the configuration names them, by its title', () => {
    const { text } = mailOf('update', { recipients: [{ ...lead, role: 'Call manager' }] })
    expect(text).toContain('because the configuration of Northline status names you as Call manager.')
    expect(mailOf('update', { recipients: [] }).text).toContain('the configuration of Northline status names you.')
    const standIn = mailOf('update', { recipients: [{ ...lead, role: 'vice-president', isStandIn: true }] }).text
    expect(standIn).toContain('You get this as a stand-in')
    expect(standIn).toContain('for when the vice-president cannot be told.')
  })
})

describe('who comes to it reads what happened before', () => {
  test('who is on it, and since when', () => {
    const { text } = mailOf('update', { acknowledged: { by: 'Sam Ortiz', at: START - 5 * MINUTE } })
    expect(text).toContain('\nSam Ortiz said at 07:55 MST: “I am on it.”\n')
    expect(text).not.toContain('Nobody')
  })

  test.each([
    ['staff/Vera Stand (vice-president)', 'Vera Stand (vice-president)'],
    ['staff/desk (desk@northline.example)', 'desk (desk@northline.example)'],
    ['token/desk', 'Somebody with the token “desk”'],
    ['cli/root', 'Somebody at the command line of the server (root)'],
  ])('who that is as people say it: %s', (by, person) => {
    const { text } = mailOf('update', { acknowledged: { by, at: START - 5 * MINUTE } })
    expect(text).toContain(`\n${person} said at 07:55 MST: “I am on it.”\n`)
  })

  test('who was told, by name and role, and what was skipped', () => {
    const people = [
      { role: 'duty lead', name: 'Erin Vale', result: 'sent' as const },
      { role: 'Call manager', name: 'Noa Brandt', standsFor: ['Ann Late'], result: 'sent' as const },
      { role: 'desk', name: null, result: 'sent' as const, sentAt: START + 36 * MINUTE },
    ]
    const { text } = mailOf('update', {
      before: [
        { rung: 0, roles: ['duty lead', 'call manager'], toldAt: START, people, isPutOff: false },
        { rung: 1, roles: ['support manager'], toldAt: null, people: [], isPutOff: false },
        { rung: 2, roles: ['vice-president'], toldAt: null, people: [], isPutOff: false },
      ],
    })
    expect(text).toContain(`Who was told before:
- At 08:00 MST: Erin Vale (duty lead), Noa Brandt (for Ann Late, Call manager)
- At 08:00 MST, sent only at 08:36 MST: desk

Who was not told:
- Because a later step was due already: support manager and vice-president
`)
  })

  test('that nobody was told before, where every step before was left out', () => {
    const left = (roles: string[], isPutOff: boolean) => ({ rung: 1, roles, toldAt: null, people: [], isPutOff })
    const { text, html } = mailOf('update', { before: [left(['author', 'desk'], true), left(['duty lead'], false)] })
    expect(text).toContain(`Who was told before:
- Nobody was told before you.

Who was not told:
- Because it was put off: desk
- Because a later step was due already: duty lead
`)
    expect(html).toContain('Nobody was told before you.')
  })

  test('nothing of it where there was nothing', () => {
    expect(mailOf('update', { before: [] }).text).not.toContain('before')
  })
})
