import { expect, test } from 'vitest'
import { confirmSubscription } from '../../../server/actions/subscription/confirm-subscription.ts'
import { importSubscribers } from '../../../server/actions/subscription/import-subscribers.ts'
import { unsubscribe } from '../../../server/actions/subscription/unsubscribe.ts'
import { tidy } from '../../../server/actions/system/tidy.ts'
import { emailKind } from '../../../server/channels/email/kind.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { ADA, ALICE, BOB } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

const contextOf = ({ db, clock }: TestDispatcher) => ({ db, plan: DEFAULT_PLAN, actor: ADA, now: clock() })

/** Everything that is stored of subscribers, as one text. */
const stored = async ({ db }: TestDispatcher) =>
  JSON.stringify(await db.selectFrom('subscribers').selectAll().execute())

const importing = (dispatch: TestDispatcher, address: string) =>
  importSubscribers(contextOf(dispatch), [
    {
      ...{ kind: emailKind, target: { address, keys: null }, scope: { type: 'all' }, kinds: ['incident'] },
      ...{ locale: 'en', provenance: 'contract 2025' },
    },
  ])

const after = (dispatch: TestDispatcher, days: number) => tidy(dispatch.db, dispatch.clock.advance(days * DAY))

onEachDatabase('what is forgotten', (fresh) => {
  async function left() {
    const dispatch = await testDispatcher((await fresh()).db)
    const id = await dispatch.followByMail(ALICE)
    accepted(await unsubscribe(contextOf(dispatch), id))
    // The last mail, with the link that takes it back.
    await dispatch.deliver()
    return { dispatch, id }
  }

  test('the address of who unsubscribed, after thirty days; no import brings it back', async () => {
    const { dispatch, id } = await left()
    await after(dispatch, 29)
    expect(await stored(dispatch)).toContain(ALICE)
    await after(dispatch, 2)
    expect(await stored(dispatch)).not.toContain(ALICE)
    expect(accepted(await importing(dispatch, ALICE))).toEqual({ imported: 0, unchanged: 0, suppressed: 1 })
    expect(accepted(await importing(dispatch, BOB))).toEqual({ imported: 1, unchanged: 0, suppressed: 0 })
    expect(await dispatch.subscriber(id)).toMatchObject({ state: 'off', off_reason: 'unsubscribed' })
  })

  test('what a mail server said about an address, with the address', async () => {
    const { dispatch, id } = await left()
    const change = { off_reason: `550 5.1.1 <${ALICE}> unknown` }
    await dispatch.db.updateTable('subscribers').set(change).where('id', '=', id).execute()
    await after(dispatch, 31)
    expect(await stored(dispatch)).not.toContain(ALICE)
  })

  test('never for good: who left may ask again, and is asked at the address', async () => {
    const { dispatch, id } = await left()
    await after(dispatch, 31)
    await dispatch.ask(ALICE)
    await after(dispatch, 0)
    await dispatch.deliver()
    expect(dispatch.mail.to(ALICE)).toHaveLength(2)
    const requestedAt = dispatch.clock()
    accepted(await confirmSubscription(contextOf(dispatch), { subscriberId: id, requestedAt }))
    expect(await dispatch.subscriber(id)).toMatchObject({ address: ALICE, state: 'active' })
    await after(dispatch, 500)
    expect(await dispatch.subscriber(id)).toMatchObject({ address: ALICE, state: 'active' })
  })

  test('again, when who left asks and does not confirm', async () => {
    const { dispatch } = await left()
    await after(dispatch, 31)
    await dispatch.ask(ALICE)
    await dispatch.deliver()
    await after(dispatch, 3)
    expect(await stored(dispatch)).not.toContain(ALICE)
    expect(accepted(await importing(dispatch, ALICE)).suppressed).toBe(1)
  })

  test('an address that was never confirmed, after two days and without a trace', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    await dispatch.ask(ALICE)
    await dispatch.deliver()
    await after(dispatch, 3)
    expect(await stored(dispatch)).not.toContain(ALICE)
    expect(accepted(await importing(dispatch, ALICE)).imported).toBe(1)
  })

  test('what an address was asked, once it has been asked; the numbers of events stay without gaps', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    await dispatch.ask(ALICE)
    const questions = async () =>
      dispatch.db.selectFrom('events').select(['id', 'notify', 'notice']).orderBy('id').execute()
    await after(dispatch, 1)
    await dispatch.ask(BOB)
    const [alice, bob] = (await questions()).slice(-2)
    await dispatch.db
      .updateTable('deliveries')
      .set({ state: 'sent', settled_at: dispatch.clock() })
      .where('event_id', '=', alice?.id ?? 0)
      .execute()
    await after(dispatch, 1.5)
    expect((await questions()).slice(-2)).toEqual([{ ...alice, notify: 0, notice: null }, bob])
    // Bob has not been told yet, however long that takes.
    await after(dispatch, 5)
    expect((await questions()).at(-1)).toEqual(bob)
    await dispatch.deliver()
    await after(dispatch, 0)
    expect((await questions()).slice(-2).map(({ notice }) => notice)).toEqual([null, null])
  })

  test('a dead browser after half a year, a silent one after more than a year', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    const [silent, dead] = [dispatch.push.subscribe('silent'), dispatch.push.subscribe('dead')]
    await dispatch.followByPush(silent)
    await dispatch.followByPush(dead)
    dispatch.push.fault = ({ browser }) => (browser === 'dead' ? { status: 410 } : undefined)
    await dispatch.post()
    await dispatch.deliver()
    await after(dispatch, 179)
    expect(await stored(dispatch)).toContain(dead.subscription.endpoint)
    await after(dispatch, 2)
    expect(await stored(dispatch)).not.toContain(dead.subscription.endpoint)
    await after(dispatch, 220)
    expect(await stored(dispatch)).not.toContain(silent.subscription.endpoint)
    await dispatch.post()
    await dispatch.deliver()
    expect(silent.messages()).toHaveLength(1)
  })

  test('no browser for which its push service takes messages', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    const browser = dispatch.push.subscribe()
    await dispatch.followByPush(browser)
    for (let year = 0; year < 2; year++) {
      await after(dispatch, 300)
      await dispatch.post()
      await dispatch.deliver()
    }
    await after(dispatch, 300)
    expect(await stored(dispatch)).toContain(browser.subscription.endpoint)
    expect(browser.messages()).toHaveLength(2)
  })
})
