import { expect, test } from 'vitest'
import { holdLane } from '../../../db/delivery/lanes.ts'
import { write } from '../../../db/open.ts'
import { onEachDatabase } from '../../support/database.ts'
import { testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { ALICE } from '../../support/people.ts'

onEachDatabase('mail in batches', (fresh, freshFile) => {
  test('that the provider left hanging goes out again whole: as many requests as batches', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    await dispatch.crowd(300)
    await dispatch.post()
    const impatient = dispatch.dispatcher({ timeouts: { mail: 600 } }, {}, Math.random)
    dispatch.mail.fault = () => 'hang'
    await impatient.runUntilIdle()
    await impatient.stop()
    const hung = dispatch.mail.requests.splice(0).map(({ key }) => key)
    dispatch.mail.fault = () => undefined
    const telling = dispatch.dispatcher({}, {}, Math.random)
    for (let second = 0; second < 20; second++) {
      dispatch.clock.advance(1000)
      await telling.runUntilIdle()
    }
    expect(hung).toHaveLength(3)
    expect(dispatch.mail.requests.map(({ key }) => key).toSorted()).toEqual(hung.toSorted())
    expect(dispatch.mail.accepted).toHaveLength(300)
  })

  test('is left to one process at a time, and to another once that is dead, or waits for nobody', async () => {
    const database = await freshFile()
    const dispatch = await testDispatcher(database.db)
    await dispatch.followByMail(ALICE)
    await dispatch.post()
    const now = dispatch.clock()
    const hold = (holder: string) =>
      write(dispatch.db, (trx) => holdLane(trx, { lane: 'email', holder, now: dispatch.clock() }))
    expect([await hold('one'), await hold('one'), await hold('another')]).toEqual([true, true, false])
    await dispatch.deliver()
    dispatch.clock.set(now + 14_000)
    await dispatch.deliver()
    expect(dispatch.mail.requests).toEqual([])
    dispatch.clock.set(now + 15_001)
    await dispatch.deliver()
    expect(dispatch.mail.to(ALICE)).toHaveLength(1)
  })

  test('is left to others at once by who stops', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    await dispatch.followByMail(ALICE)
    for (let turn = 0; turn < 2; turn++) {
      await dispatch.post()
      const telling = dispatch.dispatcher()
      await telling.runUntilIdle()
      await telling.stop()
    }
    expect(dispatch.mail.to(ALICE)).toHaveLength(2)
  })
})
