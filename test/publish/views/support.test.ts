import { describe, expect, test } from 'vitest'
import { NORTHLINE } from '../../../db/seed/northline.ts'
import { loadDemo } from '../../../server/actions/demo/load-demo.ts'
import { planFile, planOf } from '../../../server/config/plan-file.ts'
import { actionContext } from '../../support/app/actions.ts'
import { instant, manualClock } from '../../support/clock.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { ADA } from '../../support/people.ts'
import { closeTestPublishers, testPublisher } from '../../support/publish/publisher.ts'
import { SITE } from '../../support/publish/site.ts'
import { accepted } from '../../support/result.ts'

closeTestPublishers()

/** The text of `/support/` as it is published, without markup, on single spaces. */
async function supportPage(
  file: object = {},
  { demo = true, at = '2026-11-10T08:00:00-07:00', mailIsAnswered = true, supportUrl = '' } = {},
): Promise<string> {
  const { db, close } = await sqliteInMemory()
  const plan = planOf(planFile.parse(file))
  if (demo) accepted(await loadDemo({ ...actionContext(db, ADA), plan }, NORTHLINE))
  const site = async () => ({ ...SITE, demo, mailIsAnswered, supportUrl: supportUrl || null })
  const { publisher, ask } = await testPublisher(db, { plan, site, clock: manualClock(instant(at)) })
  const { body } = await ask('/support/')
  await publisher.close()
  await close()
  const [, main = ''] = /<main[^>]*>([\s\S]*)<\/main>/.exec(body.toString()) ?? []
  return main
    .replace(/<script[\s\S]*?<\/script>|<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/ (?=[:.,])/g, '')
}

describe('the support page of the demonstration says what the plan says', () => {
  test.each([
    ['where to open cases, and what they start as', 'Cases opened here start as P4 until support has reviewed them.'],
    ['where the urgent goes', 'For what is urgent, use chat or telephone.'],
    ['the knowledge base', 'Knowledge base portal.northline.example/knowledge In the portal'],
    ['what a mail does', 'A mail opens a case by itself.'],
    ['the hours of the chat', 'Mon–Fri 05:00–24:00 Sat–Sun 08:00–17:00'],
    ['who a main point of contact is', 'the people who may open cases with us. Your users turn to them first'],
    ['what the list of them holds', 'Say who is primary and who is backup, whom we tell of master cases, and whom of'],
    ['the customer’s own escalation', 'Give us your own escalation list as well'],
    ['their accounts', 'Each technical contact gets an account of the portal.'],
    ['that they stay unpublished', 'their names and numbers are never published'],
    ['P1 hourly, or as asked', 'the circuit of a site is down. within 15 min every hour, or as you ask for'],
    ['P2', 'calls drop now and then when they are transferred. within 30 min every 2 h'],
    ['P3', 'one telephone is not registered. within 4 h every business day'],
    ['P4', 'the message lamp of one user stays on. within 1 business day every 2 business days'],
    ['the vendor’s times', 'While a vendor works on a case, times of response and of updates may be others.'],
    ['other terms', 'We may agree with you on other terms for a case.'],
    ['an estimate in place of updates', 'an estimated time to resolution'],
    ['what a master case is', 'we open a master case with the priority P1G. Only we decide that.'],
    ['how it is handled', 'worked on at once and without a break, and told on this site with an update every hour'],
    ['what can be followed', 'You can follow one incident, or everything about a platform you use.'],
    ['what closed means', 'All work is done and tested.'],
    ['how to reopen', 'by telephone, chat or a reply to a mail of the case'],
    [
      'closing without an answer',
      'for 2 business days without an answer, a technician tells you that the case is being',
    ],
    ['monthly maintenance', 'Usually the third Friday of each month, 22:00 to 04:00 on the next day (America/Denver)'],
    ['who is told of it when', 'Followers are told by e-mail 7 days before, when it starts, and when it ends.'],
    ['the certificates', 'Usually every Friday, 00:00 to 00:30 (America/Denver) It is on the page only.'],
    [
      'the releases',
      'Usually every 3 weeks on Tuesday, 21:00 to 23:00 (America/Denver) Followers are told by e-mail 1 day before.',
    ],
    ['that the portal announces them as well', 'the portal announces it as well'],
    ['what each notice says', 'which platforms are affected, what is done, and why. A note on what is new may follow.'],
    ['unscheduled work', 'We do all we can to keep it outside 05:00 to 23:00 (America/Denver), and reserve the right'],
    [
      'when it is told',
      'Followers are told by e-mail as early as possible, when it starts and when it ends; sometimes only',
    ],
    ['changes that customers make', 'Many of them you can make yourself in the portal.'],
    ['what changes cost', 'costs an hourly fee, counted in quarter hours'],
    ['a standard request', 'Standard within 1 business day within 2 business days'],
    ['an expedited one', 'Expedited, at a fee of its own within 4 h within 1 business day'],
    ['a slow carrier', 'If a carrier needs longer, we tell you.'],
    ['requests out of hours', 'is taken up on the next business day. If it is urgent, it counts as expedited'],
    ['who approves them', 'need the approval of one of your main points of contact'],
    ['where billing is', 'Billing portal: billing.northline.example E-mail: billing@northline.example Telephone:'],
    ['the invoice', 'Your financial contact gets an invoice by mail each month.'],
    ['the legacy network’s own desk', 'Network operations centre of the legacy network for Legacy'],
    [
      'managers by family, with several ways',
      'Support manager, Cisco for Cisco Office: +1 303 555 0111 Mobile: +1 303 555',
    ],
    ['the call manager’s hours', 'Call manager Mobile: +1 303 555 0114 Out of hours available from 17:00 MST'],
    ['the same', 'Mon–Fri 17:00–08:00 Sat–Sun 08:00–08:00'],
    ['the top', 'Chief executive Office:'],
  ])('%s', async (_, words) => expect(await page).toContain(words))

  const page = supportPage()

  test('a path of its own for each thing', async () => {
    for (const name of ['Support', 'Billing', 'Implementation', 'Customer success', 'Sales'])
      expect(await page).toMatch(new RegExp(`${name} (Have the|Client|Billing desk|Your|Sales desk)`))
  })

  test('no number that could be somebody’s', async () => {
    const numbers = (await page).match(/\+[\d ]{8,}/g) ?? []
    expect(numbers.length).toBeGreaterThan(10)
    expect(numbers.filter((number) => !/^\+1 303 555 01\d\d ?$/.test(number))).toEqual([])
  })
})

describe('the support page', () => {
  test('without a demonstration, and where the operator says it all, shows nobody of it', async () => {
    const northline = /555 01|northline\.example/
    expect(await supportPage({}, { demo: false })).not.toMatch(northline)
    expect(await supportPage({ support: { channels: [{ kind: 'fax' }].slice(1) } })).not.toMatch(northline)
  })

  test('has nothing open on a holiday that is closed then, and names the holidays ahead', async () => {
    const weekdays = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '05:00', to: '24:00' }]
    const channels = [
      { kind: 'chat', hours: weekdays, onHolidays: 'closed', contact: 'https://chat.northline.example/' },
      { kind: 'phone', hours: 'always', contact: '+1 303 555 0100' },
    ]
    const file = { holidays: ['2026-12-25', '2026-11-10', '2025-12-25'], support: { channels } }
    const on = async (at: string) => await supportPage(file, { demo: false, at })
    const holiday = await on('2026-11-10T12:00:00-07:00')
    expect(holiday).toMatch(
      /Chat Closed now opens Wed 11 Nov 2026, 05:00 MST .*Closed on holidays.* Telephone .*Open now/,
    )
    expect(holiday).toContain('Our next holidays: Tue 10 Nov 2026, Fri 25 Dec 2026.')
    expect(await on('2026-11-11T12:00:00-07:00')).toMatch(/Chat Open now .*holidays: Fri 25 Dec 2026\./)
  })
})

test('offers no reply to a mail where nobody reads it', async () => {
  const unread = { demo: false, mailIsAnswered: false }
  expect(await supportPage({}, unread)).toContain('within seven calendar days. After that')
})

test('leaves out ways to reach support of which nobody configured where they are', async () => {
  const none = await supportPage({}, { demo: false })
  expect(none).not.toContain('Ways to reach us')
  expect(none).not.toMatch(/Telephone|Chat/)
  const phone = { kind: 'phone', hours: 'always', contact: '+1 303 555 0100' }
  const one = await supportPage({ support: { channels: [phone, { kind: 'chat', hours: 'always' }] } }, { demo: false })
  expect(one).toContain('Telephone')
  expect(one).not.toContain('Chat')
})

test('where only the address for support is configured, it is the portal', async () => {
  const page = await supportPage({}, { demo: false, supportUrl: 'https://help.example.com/' })
  expect(page).toMatch(/Ways to reach us Support portal .*help\.example\.com/)
  expect(page).toContain('gets an account of the portal.')
})

test('is the portal beside other channels, too, unless they name one', async () => {
  const phone = { kind: 'phone', hours: 'always', contact: '+1 303 555 0100' }
  const portal = { kind: 'portal', hours: 'always', contact: 'https://portal.example.com/' }
  const page = async (...channels: object[]) =>
    await supportPage({ support: { channels } }, { demo: false, supportUrl: 'https://help.example.com/' })
  expect(await page(phone)).toMatch(/Support portal .*help\.example\.com.* Telephone/)
  expect(await page(portal, phone)).not.toContain('help.example.com')
})

test('speaks of a portal and of requests for changes only where there is one, and says when nothing is set up', async () => {
  const bare = await supportPage({}, { demo: false })
  expect(bare).toContain('No way to reach support has been set up on this page yet.')
  expect(bare).not.toMatch(/account of the portal|in the portal\.|Requests for changes|Open now/)
  const places = [{ kind: 'changes', hours: 'always', contact: 'changes@example.com' }]
  const changes = await supportPage({ support: { places } }, { demo: false })
  expect(changes).toMatch(/Requests for changes .*changes@example\.com/)
  expect(changes).not.toMatch(/No way to reach|in the portal\./)
})
