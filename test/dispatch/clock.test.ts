import { describe, expect, test } from 'vitest'
import { changeSubscription } from '../../server/actions/subscription/change-subscription.ts'
import { DEFAULT_PLAN } from '../../server/domain/plan/plan.ts'
import { HOUR, KINDS, MINUTE } from '../../server/domain/vocabulary.ts'
import { onEachDatabase, sqliteInMemory } from '../support/database.ts'
import { openNewsroom } from '../support/dispatch/dispatcher.ts'
import { providerFault } from '../support/outside/mail-provider.ts'
import { faultsInTurn } from '../support/outside/stand-in.ts'
import { ALICE } from '../support/people.ts'

onEachDatabase('a clock that is set back by three hours', (fresh) => {
  test('delays nothing that was posted before', async () => {
    const room = await openNewsroom((await fresh()).db)
    await room.crowd(3)
    await room.post()
    room.clock.advance(-3 * HOUR)
    await room.tell()
    expect(room.mail.accepted).toHaveLength(3)
  })

  test('does not keep news from who confirmed before', async () => {
    const room = await openNewsroom((await fresh()).db)
    await room.followByMail(ALICE)
    room.clock.advance(-3 * HOUR)
    await room.post()
    await room.tell()
    expect(room.mail.to(ALICE)).toHaveLength(1)
  })

  test('does not put off what is to be tried again, or what a dead dispatcher had claimed', async () => {
    const room = await openNewsroom((await fresh()).db)
    await room.crowd(2)
    await room.post()
    room.mail.fault = faultsInTurn({ status: 503 })
    await room.tell()
    const [row] = await room.deliveries()
    const lease = { state: 'sending', lease_token: 'of the dead', lease_until: room.clock() + 45_000 } as const
    await room.db
      .updateTable('deliveries')
      .set(lease)
      .where('subscriber_id', '=', row?.subscriber_id ?? '')
      .execute()
    room.clock.advance(-3 * HOUR)
    await room.tell()
    expect(room.mail.accepted).toHaveLength(2)
  })
})

describe('a clock that is set back', () => {
  test('opens a way out that was held back', async () => {
    const room = await openNewsroom((await sqliteInMemory()).db)
    await room.crowd(3)
    room.mail.fault = faultsInTurn(providerFault(429, 'rate_limit_exceeded', 600))
    await room.post()
    await room.tell()
    room.clock.advance(-3 * HOUR)
    await room.tell()
    expect(room.mail.accepted).toHaveLength(3)
  })
})

test('who changes their choice while news waits to be told still hears it', async () => {
  const room = await openNewsroom((await sqliteInMemory()).db)
  const alice = await room.followByMail(ALICE)
  await room.post()
  const now = room.clock.advance(MINUTE)
  const ctx = { db: room.db, plan: DEFAULT_PLAN, actor: { name: 'subscriber', role: 'reporter' } as const, now }
  await changeSubscription(ctx, alice, { follows: [{ scope: { type: 'all' }, kinds: KINDS }], timeZone: 'UTC' })
  await room.tell()
  expect(room.mail.to(ALICE)).toHaveLength(1)
})
