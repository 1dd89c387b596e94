import { expect, test } from 'vitest'
import type { ActionContext } from '../../../server/actions/context.ts'
import { acknowledgePromise } from '../../../server/actions/ladder/acknowledge-promise.ts'
import { climbLadder } from '../../../server/actions/ladder/climb-ladder.ts'
import { passOn } from '../../../server/actions/ladder/pass-on.ts'
import { DEFAULT_PLAN, type Plan } from '../../../server/domain/plan/plan.ts'
import { MINUTE } from '../../../server/domain/vocabulary.ts'
import { answeredAs } from '../../../server/http/console/board/answered.ts'
import { readOwedToken } from '../../../server/lib/links.ts'
import { readDue } from '../../../server/queries/desk/board.ts'
import { readEscalations } from '../../../server/queries/escalations.ts'
import { onEachDatabase } from '../../support/database.ts'
import { testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { providerFault } from '../../support/outside/mail-provider.ts'
import { ALICE, BOB, ROSA } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

const [DESK, LEAD] = ['desk@northline.example', 'lead@northline.example']
const NONE = { type: 'incident', id: '' } as const
const PLAN: Plan = { ...DEFAULT_PLAN, staff: { leads: [LEAD], desk: [DESK] } }

onEachDatabase('what the ladder mails', (fresh) => {
  /** A P1G without a word since 08:00 that two follow, and the mails to one address so far. */
  async function silence() {
    const dispatch = await testDispatcher((await fresh()).db)
    for (const address of [ALICE, BOB]) await dispatch.followByMail(address)
    await dispatch.post({
      priority: 'P1G',
      title: 'Calls to Denver fail',
      body: 'We **look** into it.',
      caseNumber: 'NL-7',
    })
    const ctx = (): ActionContext => ({ db: dispatch.db, plan: PLAN, actor: ROSA, now: dispatch.clock() })
    const after = async (minutes: number, address: string) => {
      dispatch.clock.advance(minutes * MINUTE)
      await climbLadder(ctx())
      await dispatch.deliver()
      await passOn(ctx())
      await dispatch.deliver()
      const mail = dispatch.mail.to(address).findLast(({ text }) => text.includes('/owed/'))
      if (!mail) throw new Error(`nothing was mailed to ${address}`)
      return mail
    }
    return { ...dispatch, ctx, after }
  }

  test('says when it is due, how many wait, and what they were told; its link is the person’s own', async () => {
    const { after, db } = await silence()
    const { subject, text, headers } = await after(45, DESK)
    expect(subject).toBe('P1G: Update due by 09:00 MST – Calls to Denver fail (case NL-7)')
    expect(text).toContain('\nFollowers: 2\nPlatforms: Zoom Phone\n')
    expect(text).toContain('The last public text, 08:00 MST:\nWe look into it.\n')
    expect(headers).not.toHaveProperty('Importance')
    const token = /\/owed\/([^\s#]+)/.exec(text)?.[1] ?? ''
    const sent = await db
      .selectFrom('deliveries as d')
      .innerJoin('subscribers as s', 's.id', 'd.subscriber_id')
      .select(['d.subscriber_id as subscriberId', 'd.event_id as eventId'])
      .where('s.address', '=', DESK)
      .executeTakeFirst()
    expect(readOwedToken('a secret of the tests', token)).toEqual(sent)
  })

  test('says what is so when it goes out, where mail had to wait beyond the due time', async () => {
    const { after, mail, clock, deliver } = await silence()
    mail.fault = () => providerFault(401, 'invalid_api_key')
    await expect(after(45, DESK)).rejects.toThrow('nothing was mailed')
    mail.fault = () => undefined
    clock.advance(16 * MINUTE)
    await deliver()
    const [{ subject, text, headers } = { subject: '', text: '', headers: {} }] = mail.to(DESK)
    expect(subject).toBe('P1G: Update overdue since 09:00 MST – Calls to Denver fail (case NL-7)')
    expect(text).toContain('The page shows everybody that the update is overdue.')
    expect(headers).toMatchObject({ Importance: 'high' })
  })

  test('looks once at what became of a promise, however many of a team are told of it together', async () => {
    let looks = 0
    const watched = (await fresh()).db.withPlugin({
      transformQuery: ({ node }) => {
        if ('from' in node && JSON.stringify(node.from).includes('"acknowledgements"')) looks += 1
        return node
      },
      transformResult: async ({ result }) => result,
    })
    const dispatch = await testDispatcher(watched)
    await dispatch.post({ priority: 'P1G' })
    dispatch.clock.advance(45 * MINUTE)
    const team = ['a', 'b', 'c'].map((name) => `${name}@northline.example`)
    const plan: Plan = { ...PLAN, staff: { leads: [LEAD], desk: team } }
    await climbLadder({ db: dispatch.db, plan, actor: ROSA, now: dispatch.clock() })
    looks = 0
    await dispatch.deliver()
    expect(team.flatMap((address) => dispatch.mail.to(address))).toHaveLength(3)
    expect(looks).toBe(1)
  })

  test('is urgent when it is due, in the thread of its promise, and tells who was told and who is on it', async () => {
    const { after, db, ctx } = await silence()
    await after(45, DESK)
    const { id } = await db.selectFrom('updates').select('id').executeTakeFirstOrThrow()
    accepted(await acknowledgePromise(ctx(), id, {}))
    const { subject, text, headers } = await after(15, LEAD)
    expect(subject).toContain('P1G: Update overdue since 09:00 MST')
    expect(text).toContain(`${ROSA.name} said at 08:45 MST: “I am on it.”`)
    expect(text).toContain('Who was told before:\n- At 08:45 MST: desk\n')
    expect(text).toContain('names you as duty lead.')
    expect(headers).toMatchObject({ Importance: 'high', References: expect.stringMatching(`^<owed-${id}\\.`) })
  })

  test('quotes the note of whoever is on it, on one line', async () => {
    const { after, db, ctx } = await silence()
    const { id } = await db.selectFrom('updates').select('id').executeTakeFirstOrThrow()
    accepted(await acknowledgePromise(ctx(), id, { reason: 'The carrier calls back;\nI post then.' }))
    const { text, html } = await after(60, LEAD)
    const words = `${ROSA.name} said at 08:00 MST that they are on it: “The carrier calls back; I post then.”`
    expect([text, html]).toEqual([expect.stringContaining(`\n${words}\n`), expect.stringContaining(words)])
  })

  test('when it was put off, says by whom, until when and why, and that nobody was told for that reason', async () => {
    const { after, ctx, db, clock } = await silence()
    const { id } = await db.selectFrom('updates').select('id').executeTakeFirstOrThrow()
    accepted(await acknowledgePromise(ctx(), id, { until: clock() + 55 * MINUTE, reason: 'On the phone.' }))
    const { text } = await after(60, LEAD)
    expect(text).toContain(`\n${ROSA.name} put it off at 08:00 MST until 08:55 MST: “On the phone.”\n`)
    expect(text).toContain('- Nobody was told before you.\n\nWho was not told:\n- Because it was put off: desk\n')
    expect(text).not.toMatch(/I am on it|later step|Nobody had said/)
    const { incident_id } = await db.selectFrom('updates').select('incident_id').executeTakeFirstOrThrow()
    const [{ rungs } = { rungs: [] }] = await readEscalations(db, { type: 'incident', id: incident_id }, clock())
    expect(rungs.map(({ how }) => how)).toEqual(['put_off', 'told'])
  })

  test('after down time names the gap, and what was skipped', async () => {
    const { after } = await silence()
    const { text } = await after(80, LEAD)
    expect(text).toContain('Nobody is configured as support manager, so you get this.')
    expect(text).toContain('Who was not told:\n- Because a later step was due already: desk\n')
  })

  test('says later who was not reached, and never that they were told', async () => {
    const { after, mail } = await silence()
    mail.refuse = ({ to }) => ([to].flat().includes(DESK) ? 'there is no such mailbox' : undefined)
    await after(45, LEAD)
    const { text } = await after(15, LEAD)
    expect(text).toContain('Who was told before:\n- At 08:45 MST, not reached: desk\n- At 08:45 MST: duty lead\n')
  })

  test('that a newer one to the same person replaced is not said to have reached nobody, wherever it is told', async () => {
    const { after, mail, clock, deliver, db } = await silence()
    mail.fault = () => providerFault(401, 'invalid_api_key')
    await expect(after(45, DESK)).rejects.toThrow('nothing was mailed')
    await expect(after(15, LEAD)).rejects.toThrow('nothing was mailed')
    await expect(after(15, LEAD)).rejects.toThrow('nothing was mailed')
    mail.fault = () => undefined
    clock.advance(MINUTE)
    await deliver()
    const [{ text } = { text: '' }, ...more] = mail.to(LEAD)
    expect(more).toEqual([])
    expect(text).toMatch(/Who was told before:\n- At 08:45 MST, (not sent yet|sent only at 09:16 MST): desk\n\n/)
    const [due] = await readDue(db, PLAN, clock())
    expect(
      due && [due.undelivered, answeredAs(due, '').told.map(({ people }) => people.map(({ role }) => role))],
    ).toEqual([null, [['desk'], ['duty lead']]])
    const [{ rungs } = { rungs: [] }] = await readEscalations(db, due?.object ?? NONE, clock())
    expect(rungs.flatMap(({ people }) => people.map(({ result }) => result))).toEqual(['sent', 'replaced', 'sent'])
  })

  test('passed on, says whom it did not reach', async () => {
    const { after, mail } = await silence()
    mail.refuse = ({ to }) => ([to].flat().includes(DESK) ? 'there is no such mailbox' : undefined)
    const { text } = await after(45, LEAD)
    expect(text).toContain(`The same message had not reached ${DESK} (the address does not exist), so you get this.`)
  })
})
