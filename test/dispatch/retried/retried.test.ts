import { expect, test } from 'vitest'
import { retryDeliveries } from '../../../server/actions/delivery/retry-deliveries.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { accepted, refused } from '../../support/result.ts'

/** Mail to these is refused for good, once. */
async function failing(dispatch: TestDispatcher, count: number) {
  await dispatch.crowd(count)
  await dispatch.post()
  await dispatch.deliver()
  const [event = 0] = (await dispatch.deliveries()).map(({ event_id }) => event_id)
  await dispatch.db.updateTable('deliveries').set({ state: 'failed', error: 'refused', reference: null }).execute()
  dispatch.mail.accepted.length = 0
  const ctx = {
    db: dispatch.db,
    plan: DEFAULT_PLAN,
    actor: { name: 'staff/Rosa', role: 'agent' },
    now: dispatch.clock(),
  } as const
  return { event, ctx }
}

onEachDatabase('what failed and is sent again by hand', (fresh) => {
  test('goes out once, also where two press at the same moment', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    const { event, ctx } = await failing(dispatch, 20)
    const press = () => retryDeliveries(ctx, { eventId: event, channel: 'email' }, 20)
    const both = await Promise.all([press(), press()])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    await dispatch.deliver()
    expect(dispatch.mail.accepted).toHaveLength(20)
    expect(new Set(dispatch.mail.accepted.map(({ to }) => to)).size).toBe(20)
    expect(new Set((await dispatch.deliveries()).map(({ state }) => state))).toEqual(new Set(['sent']))
    expect(refused(await press()).code).toBe('nothing_failed')
  })

  test('is not settled by who held its lease before', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    const { event, ctx } = await failing(dispatch, 1)
    const [{ subscriber_id: subscriberId } = { subscriber_id: '' }] = await dispatch.deliveries()
    accepted(await retryDeliveries(ctx, { eventId: event, subscriberId }))
    const [queued] = await dispatch.deliveries()
    expect(queued).toMatchObject({ state: 'queued', attempts: 0, lease_token: null, batch_id: null, settled_at: null })
    expect(refused(await retryDeliveries(ctx, { eventId: event, subscriberId })).code).toBe('still_waiting')
  })

  test('is so many at once, and the rest at the next press', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    const { event, ctx } = await failing(dispatch, 5)
    const press = () => retryDeliveries(ctx, { eventId: event, channel: 'email' }, undefined, 3)
    expect([accepted(await press()).count, accepted(await press()).count]).toEqual([3, 2])
  })

  test('is nothing once newer news of it was told', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    const { event, ctx } = await failing(dispatch, 2)
    const [{ topic } = { topic: '' }] = await dispatch.deliveries()
    await dispatch.update(topic)
    expect(refused(await retryDeliveries(ctx, { eventId: event, channel: 'email' })).code).toBe('newer_news')
  })
})
