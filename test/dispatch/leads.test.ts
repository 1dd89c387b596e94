import { expect, test } from 'vitest'
import type { ActionContext } from '../../server/actions/context.ts'
import { changeIncident } from '../../server/actions/incident/change-incident.ts'
import { openIncident } from '../../server/actions/incident/open-incident.ts'
import { postUpdate } from '../../server/actions/incident/post-update.ts'
import { tidy } from '../../server/actions/system/tidy.ts'
import { DEFAULT_PLAN } from '../../server/domain/plan/plan.ts'
import { DAY, MINUTE } from '../../server/domain/vocabulary.ts'
import { news, p1g } from '../support/app/actions.ts'
import { onEachDatabase } from '../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../support/dispatch/dispatcher.ts'
import { ALICE, BOB, ROSA } from '../support/people.ts'
import { accepted } from '../support/result.ts'

const LEE = 'lee@northline.example'

onEachDatabase('whom an incident also concerns', (fresh) => {
  const open = async () => testDispatcher((await fresh()).db)
  async function designate({ db, clock }: TestDispatcher): Promise<void> {
    const plan = { ...DEFAULT_PLAN, staff: { leads: [LEE, ALICE], desk: [] } }
    const ctx: ActionContext = { db, plan, actor: ROSA, now: clock() }
    const platforms = [{ id: 'zoom-phone', impact: 'major_outage' } as const]
    accepted(await openIncident(ctx, p1g({ platforms })))
  }

  test('every lead gets the mail about a P1G, also one who follows nothing or has unsubscribed', async () => {
    const dispatch = await open()
    const alice = await dispatch.followByMail(ALICE, { type: 'all' }, { state: 'off', off_reason: 'unsubscribed' })
    await dispatch.followByMail(BOB)
    await designate(dispatch)
    await dispatch.deliver()
    const subjects = [LEE, ALICE, BOB].map((who) => dispatch.mail.to(who).map((mail) => mail.subject))
    expect(subjects).toEqual([
      ['P1G designated: Calls failing'],
      ['P1G designated: Calls failing'],
      ['[Incident] Investigating – P1G: Calls failing'],
    ])
    expect(dispatch.mail.to(LEE)[0]?.text).toContain('Rosa opened this case as a P1G.')
    expect((await dispatch.subscriber(alice)).state).toBe('off')
    expect(dispatch.log).toEqual([])
  })

  test('every lead hears that a case is no P1G any more, and why', async () => {
    const dispatch = await open()
    await designate(dispatch)
    const { id } = await dispatch.db.selectFrom('incidents').select('id').executeTakeFirstOrThrow()
    const plan = { ...DEFAULT_PLAN, staff: { leads: [LEE], desk: [] } }
    const ctx: ActionContext = { db: dispatch.db, plan, actor: ROSA, now: dispatch.clock.advance(MINUTE) }
    accepted(await changeIncident(ctx, id, { priority: 'P2', reason: 'One organisation alone.' }))
    await dispatch.deliver()
    const [, mail] = dispatch.mail.to(LEE)
    expect(mail?.subject).toBe('P1G withdrawn: Calls failing')
    expect(mail?.text).toContain('Rosa decided that this case is no P1G any more.')
    expect(mail?.text).toContain('Why: One organisation alone.')
  })

  test('whoever follows it, and every lead, hear that what is over is no P1G any more, and that it is over', async () => {
    const dispatch = await open()
    await dispatch.followByMail(BOB)
    await designate(dispatch)
    const { id } = await dispatch.db.selectFrom('incidents').select('id').executeTakeFirstOrThrow()
    const plan = { ...DEFAULT_PLAN, staff: { leads: [LEE], desk: [] } }
    const ctx = (): ActionContext => ({ db: dispatch.db, plan, actor: ROSA, now: dispatch.clock.advance(MINUTE) })
    accepted(await postUpdate(ctx(), id, news('Over.', { phase: 'resolved' })))
    accepted(await changeIncident(ctx(), id, { priority: 'P2', reason: 'One organisation alone.' }))
    await dispatch.deliver()
    const mail = dispatch.mail.to(BOB).at(-1)
    expect(mail?.subject).toBe('[Incident] No master case any more, now P2 – Calls failing')
    expect(mail?.text).toContain('\nResolved at 08:01 MST\n')
    expect(dispatch.mail.to(LEE).at(-1)?.text).toContain('Why: One organisation alone.\nResolved: 08:01 MST')
  })

  test('a lead whose mail has to wait for days is not forgotten meanwhile', async () => {
    const dispatch = await open()
    await designate(dispatch)
    dispatch.clock.advance(3 * DAY)
    await tidy(dispatch.db, dispatch.clock())
    await dispatch.deliver()
    expect(dispatch.mail.to(LEE)).toHaveLength(1)
    await tidy(dispatch.db, dispatch.clock.advance(MINUTE))
    const left = await dispatch.db.selectFrom('subscribers').select('address').execute()
    expect(JSON.stringify(left)).not.toContain(LEE)
  })

  test('those who followed a duplicate hear that it goes on elsewhere, and from then on hear of that', async () => {
    const dispatch = await open()
    const [master, duplicate] = [await dispatch.post({ title: 'All calls fail' }), await dispatch.post()]
    await dispatch.deliver()
    await dispatch.followByMail(ALICE, { type: 'incident', id: duplicate })
    await dispatch.followByMail(BOB, { type: 'incident', id: master })
    dispatch.clock.advance(MINUTE)
    await dispatch.update(duplicate, { body: 'One and the same.', duplicateOf: master })
    await dispatch.deliver()
    expect(dispatch.mail.to(ALICE).map((mail) => mail.text)).toEqual([
      expect.stringContaining('From now on you follow “All calls fail” in its place.'),
    ])
    expect(dispatch.mail.to(BOB)).toEqual([])
    dispatch.clock.advance(MINUTE)
    await dispatch.update(master, { body: 'A carrier is at fault.' })
    await dispatch.deliver()
    expect(dispatch.mail.to(ALICE)).toHaveLength(2)
    expect(dispatch.mail.to(BOB)).toHaveLength(1)
  })
})
