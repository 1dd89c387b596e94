import { describe, expect, test } from 'vitest'
import type { DeliveryJob } from '../../server/channels/channel.ts'
import { composeEmail } from '../../server/channels/email/compose.ts'
import type { MailSite } from '../../server/channels/email/email.ts'
import { DAY, HOUR, type MaintenanceState, MINUTE, PRIORITIES } from '../../server/domain/vocabulary.ts'
import { confirmToken } from '../../server/lib/links.ts'
import { PALETTE } from '../../src/identity/palette.ts'
import { START } from '../support/clock.ts'
import { MAINTENANCE_NOTICE } from '../support/dispatch/maintenance-notice.ts'
import { ALICES_INBOX, job, SITE, SUPPORT } from '../support/dispatch/notices.ts'
import { owedJob, owedNotice } from '../support/dispatch/owed-notice.ts'

describe('the mail of an update', () => {
  test.each([
    [{ priority: 'P2', phase: 'monitoring' }, 'Monitoring – Calls to Denver fail'],
    [{ priority: 'P2', phase: 'resolved', dueAt: null }, 'Resolved – Calls to Denver fail'],
    [{ phaseChanged: false }, 'Identified (Update) – P1G: Calls to Denver fail'],
    [{ about: 'reopened' }, 'Reopened · Identified – P1G: Calls to Denver fail'],
    [{ about: 'postmortem' }, 'Report on the cause – P1G: Calls to Denver fail'],
  ] as const)('says in its subject what the state is: %o', (notice, subject) => {
    for (const sequence of [1, 2]) {
      expect(composeEmail(job({ ...notice, sequence }), SITE).subject).toBe(`[Incident] ${subject}`)
    }
  })

  test.each(PRIORITIES)('explains the priority: %s', (priority) => {
    const { text, html } = composeEmail(job({ priority }), SITE)
    expect(text).toMatch(new RegExp(`^Priority: ${priority} \\(\\w.*\\)$`, 'm'))
    expect(html).toContain(`${priority} (`)
  })

  test('names at most thirty platforms, and how many more there are', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ id: `p${n}`, name: `Trunk ${n}`, impact: 'major_outage' as const }))
    const { text } = composeEmail(job({ platforms: many(200) }), SITE)
    expect(text.match(/^- Trunk/gm)).toHaveLength(30)
    expect(text).toContain('- Trunk 29: Major outage\n- 170 more platforms: see the page\n')
    expect(composeEmail(job({ platforms: many(31) }), SITE).text).not.toContain('more')
  })
})

test('a mail names the colour of its text wherever it names that of the ground, light or dark', () => {
  const { html } = composeEmail(job(), SITE)
  const [sheet = ''] = /<style>[\s\S]*<\/style>/.exec(html) ?? []
  for (const part of ['body', 'inside', 'state', 'quiet', 'button']) {
    const [tag = ''] = new RegExp(part === 'body' ? '<body[^>]*>' : `<[^>]*class="${part}\\b[^>]*>`).exec(html) ?? []
    expect(tag, part).toMatch(/[";]color:#/)
    expect(sheet.split('prefers-color-scheme:dark')[1], part).toMatch(new RegExp(`${part}\\b[^}]*[{;]color:#`))
  }
  expect(html).toContain('<meta name="color-scheme" content="light dark">')
})

describe('a mail looks as the page does', () => {
  const boxOf = (task: DeliveryJob) =>
    /<p class="state (\w+)" style="[^"]*border-left:[^"]*?(#\w+)/.exec(composeEmail(task, SITE).html)
  const window = (state: MaintenanceState) =>
    job({}, { message: { kind: 'maintenance', notice: { ...MAINTENANCE_NOTICE, state } } })

  test.each([
    [job({ phase: 'investigating' }), 'red'],
    [job({ phase: 'identified' }), 'orange'],
    [job({ phase: 'monitoring' }), 'amber'],
    [job({ phase: 'resolved', dueAt: null }), 'green'],
    [job({ about: 'duplicate' }), 'soft'],
    [window('announced'), 'blue'],
    [window('completed'), 'green'],
    [window('cancelled'), 'soft'],
    [owedJob(owedNotice('update', { at: START - MINUTE })), 'amber'],
    [owedJob(owedNotice('update')), 'red'],
  ] as const)('tells a state in the colour that it has there: %#', (task, tone) => {
    expect(boxOf(task)?.slice(1)).toEqual([tone, PALETTE[tone].light])
  })

  test('has the mark beside the name of the site, and its links, in the colour of the provider', () => {
    const accent = { light: '#7a1fa2', dark: '#d9a6f0' }
    const { html } = composeEmail(job(), { ...SITE, brand: { accent, logo: null } })
    expect(html).toMatch(/<table[^>]*class="mark"(.(?!<\/table>))*border:solid #7a1fa2.*>Northline status<\/a>/)
    expect(html).toMatch(/class="button" style="[^"]*background:#7a1fa2/)
    expect(html).toMatch(/prefers-color-scheme:dark[\s\S]*\.mark td\{border-color:#d9a6f0!important\}/)
    expect(html).toMatch(/prefers-color-scheme:dark[\s\S]*\.button\{background:#d9a6f0!important/)
    expect(html).not.toContain(PALETTE.link.light)
  })

  test('shows no mark of ours beside a provider that has its own', () => {
    const logo = { light: { path: '/_astro/logo.svg', width: 120, height: 40 }, dark: null }
    const cells = (site: MailSite) =>
      /class="mark".*?<\/table>/s.exec(composeEmail(job(), site).html)?.[0].match(/<td/g)
    expect(cells(SITE)).toHaveLength(6)
    expect(cells({ ...SITE, brand: { accent: null, logo } })).toHaveLength(1)
  })
})

describe('how a mail names support', () => {
  const inDenver = { ...ALICES_INBOX, timeZone: 'America/Denver' }
  /** The block about support in a mail about something at this instant. */
  function support(at: number, change: Partial<MailSite['support']> = {}): string {
    const { text } = composeEmail(job({}, { at, receiver: inDenver }), { ...SITE, support: { ...SUPPORT, ...change } })
    return /Support:\n([\s\S]*?)\n\n-- /.exec(text)?.[1] ?? ''
  }

  test('what is urgent first, with the hours as of what the mail tells, in times that stay right', () => {
    expect(
      support(START)
        .split('\n')
        .map((line) => line.split(':')[0]),
    ).toEqual([...['Chat', 'Telephone', 'Support portal', 'How to reach us, and what we promise']])
    expect(support(START)).toContain('(open until Wed 11 Nov 2026, 00:00 MST)')
    expect(support(START + 2 * DAY)).toContain('(opens Mon 16 Nov 2026, 05:00 MST)')
    expect(support(START - 4 * HOUR)).toContain('(opens 05:00 MST)')
    expect(support(START)).not.toContain('now')
  })

  test('on a holiday, what is closed then is closed', () => {
    expect(support(START, { holidays: ['2026-11-10'] })).toContain('(opens Mon 16 Nov 2026, 05:00 MST)')
    expect(support(START, { holidays: ['2026-11-10'] })).toContain('+1 303 555 0100 (around the clock)')
  })

  test('says of what is not for urgent matters that its cases start as P4', () => {
    const channels = SUPPORT.channels.map((channel) => ({ ...channel, startsLow: channel.kind === 'portal' }))
    const lines = support(START, { channels }).split('\n')
    const low = lines.filter((line) => line.includes('P4'))
    expect(low).toEqual([
      'Support portal: https://portal.northline.example/ (around the clock; cases start as P4 until reviewed)',
    ])
  })

  test('and leads to no page that names nobody', () => {
    const bare = { ...SITE, support: { channels: [], isReachable: false, holidays: [] } }
    const { text, html } = composeEmail(job({}), bare)
    expect(text + html).not.toMatch(/\/support\/|Support:|How to reach us/)
    expect(text).not.toContain('\n\n\n')
  })

  test('and where only others than channels are configured, by its page', () => {
    const channels = SUPPORT.channels.map((channel) => ({ ...channel, ways: [] }))
    expect(support(START, { channels })).toBe('How to reach us, and what we promise: https://status.example/support/')
  })
})

describe('the mail that asks for confirmation', () => {
  const request = {
    subscriberId: ALICES_INBOX.id,
    requestedAt: START,
    follows: [
      { type: 'platform', id: 'zoom-phone', name: 'Zoom Phone' },
      { type: 'incident', id: 'k3j9x0a1b2c3', name: 'A title that our staff wrote' },
    ],
    locale: 'en',
  } as const
  const email = composeEmail({ ...job(), message: { kind: 'confirmation', request } }, SITE)

  test('leads to the page that confirms exactly this request', () => {
    const link = `https://status.example/confirm/${confirmToken(SITE.linkSecret, ALICES_INBOX.id, START)}`
    expect(email.text).toContain(link)
    expect(email.html).toContain(`href="${link}"`)
    expect(email.subject).toBe('Confirm your subscription to Northline status')
  })

  test('tells two incidents of one title apart', () => {
    const which = { openedAt: START, caseNumber: '00123', affects: ['Fax', 'SIP Trunking'] }
    const incident = { type: 'incident', id: 'k3j9x0a1b2c3', name: 'Calls fail', which } as const
    const asked = { ...request, follows: [incident, { ...incident, which: { ...which, openedAt: START + DAY } }] }
    const { text } = composeEmail({ ...job(), message: { kind: 'confirmation', request: asked } }, SITE)
    expect(text).toContain(
      '- the incident “Calls fail” · Opened Tue 10 Nov 2026, 10:00 EST (08:00 MST) · 00123 · Fax and SIP Trunking',
    )
    expect(text).toContain('- the incident “Calls fail” · Opened Wed 11 Nov 2026')
  })

  test('names what is to be followed, and has no way to unsubscribe from what nobody confirmed', () => {
    expect(email.text).toContain('- Zoom Phone\n- the incident “A title that our staff wrote”')
    expect(email.html).toContain('the incident “A title that our staff wrote”')
    expect(Object.keys(email.headers)).not.toContain('List-Unsubscribe')
  })
})
