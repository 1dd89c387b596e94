import { expect, test } from 'vitest'
import { confirmSubscription } from '../../../server/actions/subscription/confirm-subscription.ts'
import { importSubscribers } from '../../../server/actions/subscription/import-subscribers.ts'
import { unsubscribe } from '../../../server/actions/subscription/unsubscribe.ts'
import { tidy } from '../../../server/actions/system/tidy.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type Newsroom, openNewsroom } from '../../support/dispatch/dispatcher.ts'
import { ADA, ALICE, BOB } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

const contextOf = ({ db, clock }: Newsroom) => ({ db, plan: DEFAULT_PLAN, actor: ADA, now: clock() })

/** Everything that is stored of subscribers, as one text. */
const stored = async ({ db }: Newsroom) => JSON.stringify(await db.selectFrom('subscribers').selectAll().execute())

const importing = (room: Newsroom, email: string) =>
  importSubscribers(contextOf(room), [
    { email, scope: { type: 'all' }, kinds: ['incident'], locale: 'en', provenance: 'contract 2025' },
  ])

const after = (room: Newsroom, days: number) => tidy(room.db, room.clock.advance(days * DAY))

onEachDatabase('what is forgotten', (fresh) => {
  async function left() {
    const room = await openNewsroom((await fresh()).db)
    const id = await room.followByMail(ALICE)
    accepted(await unsubscribe(contextOf(room), id))
    return { room, id }
  }

  test('the address of who unsubscribed, after thirty days; no import brings it back', async () => {
    const { room, id } = await left()
    await after(room, 29)
    expect(await stored(room)).toContain(ALICE)
    await after(room, 2)
    expect(await stored(room)).not.toContain(ALICE)
    expect(accepted(await importing(room, ALICE))).toEqual({ imported: 0, unchanged: 0, suppressed: 1 })
    expect(accepted(await importing(room, BOB))).toEqual({ imported: 1, unchanged: 0, suppressed: 0 })
    expect(await room.subscriber(id)).toMatchObject({ state: 'off', off_reason: 'unsubscribed' })
  })

  test('what a mail server said about an address, with the address', async () => {
    const { room, id } = await left()
    const change = { off_reason: `550 5.1.1 <${ALICE}> unknown` }
    await room.db.updateTable('subscribers').set(change).where('id', '=', id).execute()
    await after(room, 31)
    expect(await stored(room)).not.toContain(ALICE)
  })

  test('never for good: who left may ask again, and is asked at the address', async () => {
    const { room, id } = await left()
    await after(room, 31)
    await room.ask(ALICE)
    await after(room, 0)
    await room.tell()
    expect(room.mail.to(ALICE)).toHaveLength(1)
    const requestedAt = room.clock()
    accepted(await confirmSubscription(contextOf(room), { subscriberId: id, requestedAt }))
    expect(await room.subscriber(id)).toMatchObject({ address: ALICE, state: 'active' })
    await after(room, 500)
    expect(await room.subscriber(id)).toMatchObject({ address: ALICE, state: 'active' })
  })

  test('again, when who left asks and does not confirm', async () => {
    const { room } = await left()
    await after(room, 31)
    await room.ask(ALICE)
    await room.tell()
    await after(room, 3)
    expect(await stored(room)).not.toContain(ALICE)
    expect(accepted(await importing(room, ALICE)).suppressed).toBe(1)
  })

  test('an address that was never confirmed, after two days and without a trace', async () => {
    const room = await openNewsroom((await fresh()).db)
    await room.ask(ALICE)
    await room.tell()
    await after(room, 3)
    expect(await stored(room)).not.toContain(ALICE)
    expect(accepted(await importing(room, ALICE)).imported).toBe(1)
  })

  test('a dead browser after half a year, a silent one after more than a year', async () => {
    const room = await openNewsroom((await fresh()).db)
    const [silent, dead] = [room.push.subscribe('silent'), room.push.subscribe('dead')]
    await room.followByPush(silent)
    await room.followByPush(dead)
    room.push.fault = ({ browser }) => (browser === 'dead' ? { status: 410 } : undefined)
    await room.post()
    await room.tell()
    await after(room, 179)
    expect(await stored(room)).toContain(dead.subscription.endpoint)
    await after(room, 2)
    expect(await stored(room)).not.toContain(dead.subscription.endpoint)
    await after(room, 220)
    expect(await stored(room)).not.toContain(silent.subscription.endpoint)
    await room.post()
    await room.tell()
    expect(silent.messages()).toHaveLength(1)
  })

  test('no browser for which its push service takes messages', async () => {
    const room = await openNewsroom((await fresh()).db)
    const browser = room.push.subscribe()
    await room.followByPush(browser)
    for (let year = 0; year < 2; year++) {
      await after(room, 300)
      await room.post()
      await room.tell()
    }
    await after(room, 300)
    expect(await stored(room)).toContain(browser.subscription.endpoint)
    expect(browser.messages()).toHaveLength(2)
  })
})
