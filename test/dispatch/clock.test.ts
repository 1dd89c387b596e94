import { describe, expect, test } from 'vitest'
import { changeSubscription } from '../../server/actions/subscription/change-subscription.ts'
import { DEFAULT_PLAN } from '../../server/domain/plan/plan.ts'
import { HOUR, KINDS, MINUTE } from '../../server/domain/vocabulary.ts'
import { onEachDatabase, sqliteInMemory } from '../support/database.ts'
import { testDispatcher } from '../support/dispatch/dispatcher.ts'
import { providerFault } from '../support/outside/mail-provider.ts'
import { faultsInTurn } from '../support/outside/stand-in.ts'
import { ALICE } from '../support/people.ts'

onEachDatabase('a clock that is set back by three hours', (fresh) => {
  test('delays nothing that was posted before', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    await dispatch.crowd(3)
    await dispatch.post()
    dispatch.clock.advance(-3 * HOUR)
    await dispatch.deliver()
    expect(dispatch.mail.accepted).toHaveLength(3)
  })

  test('does not keep news from who confirmed before', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    await dispatch.followByMail(ALICE)
    dispatch.clock.advance(-3 * HOUR)
    await dispatch.post()
    await dispatch.deliver()
    expect(dispatch.mail.to(ALICE)).toHaveLength(1)
  })

  test('does not put off what is to be tried again, or what a dead dispatcher had claimed', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    await dispatch.crowd(2)
    await dispatch.post()
    dispatch.mail.fault = faultsInTurn({ status: 503 })
    await dispatch.deliver()
    const [row] = await dispatch.deliveries()
    const lease = { state: 'sending', lease_token: 'of the dead', lease_until: dispatch.clock() + 45_000 } as const
    await dispatch.db
      .updateTable('deliveries')
      .set(lease)
      .where('subscriber_id', '=', row?.subscriber_id ?? '')
      .execute()
    dispatch.clock.advance(-3 * HOUR)
    await dispatch.deliver()
    expect(dispatch.mail.accepted).toHaveLength(2)
  })
})

describe('a clock that is set back', () => {
  test('opens a way out that was held back', async () => {
    const dispatch = await testDispatcher((await sqliteInMemory()).db)
    await dispatch.crowd(3)
    dispatch.mail.fault = faultsInTurn(providerFault(429, 'rate_limit_exceeded', 600))
    await dispatch.post()
    await dispatch.deliver()
    dispatch.clock.advance(-3 * HOUR)
    await dispatch.deliver()
    expect(dispatch.mail.accepted).toHaveLength(3)
  })
})

test('who changes their choice while news waits to be told still hears it', async () => {
  const dispatch = await testDispatcher((await sqliteInMemory()).db)
  const alice = await dispatch.followByMail(ALICE)
  await dispatch.post()
  const now = dispatch.clock.advance(MINUTE)
  const ctx = { db: dispatch.db, plan: DEFAULT_PLAN, actor: { name: 'subscriber', role: 'reporter' } as const, now }
  await changeSubscription(ctx, alice, { follows: [{ scope: { type: 'all' }, kinds: KINDS }], timeZone: 'UTC' })
  await dispatch.deliver()
  expect(dispatch.mail.to(ALICE)).toHaveLength(1)
})
