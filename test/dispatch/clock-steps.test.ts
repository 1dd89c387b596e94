import { describe, expect, onTestFinished, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../server/domain/vocabulary.ts'
import { SteadyClock } from '../../server/lib/steady-clock.ts'
import { sqliteFile, sqliteInMemory } from '../support/database.ts'
import { testDispatcher } from '../support/dispatch/dispatcher.ts'
import { dispatcherOn, manualMachine } from '../support/dispatch/machine.ts'
import { faultsInTurn } from '../support/outside/stand-in.ts'
import { ALICE } from '../support/people.ts'

/** A dispatcher whose machine the test moves, and one browser that is to hear of a P1. */
async function machineWithNews() {
  const database = await sqliteFile()
  onTestFinished(() => database.close())
  const dispatch = await testDispatcher(database.db)
  const machine = manualMachine(dispatch.clock())
  await dispatch.followByPush(dispatch.push.subscribe())
  await dispatch.post({ priority: 'P1' })
  const telling = dispatcherOn(dispatch, database.location, machine)
  const state = async () => (await dispatch.deliveries()).map((delivery) => delivery.state).join()
  return { dispatch, machine, telling, state }
}

describe('two processes on one machine', () => {
  test.each([HOUR, -HOUR])('take nothing from each other when its clock is set by %i ms', async (step) => {
    const { dispatch, machine, telling } = await machineWithNews()
    dispatch.push.fault = faultsInTurn({ status: 503 })
    await telling.runUntilIdle()
    const lease = { state: 'sending', lease_token: 'of the other', lease_until: machine.clock() + 45_000 } as const
    await dispatch.db.updateTable('deliveries').set(lease).execute()
    machine.step(step)
    await telling.runUntilIdle()
    machine.pass(44_000)
    await telling.runUntilIdle()
    expect(dispatch.push.accepted).toEqual([])
    // Had it been alive, it would have renewed its lease by the new time.
    machine.pass(2_000)
    await telling.runUntilIdle()
    expect(dispatch.push.accepted).toHaveLength(1)
  })
})

describe('a clock that is a day ahead', () => {
  test('for some minutes makes nothing give up, and sends nothing that is late if it is right', async () => {
    const { dispatch, machine, telling, state } = await machineWithNews()
    dispatch.push.fault = faultsInTurn({ status: 503 })
    await telling.runUntilIdle()
    machine.step(DAY)
    for (let minute = 0; minute < 9; minute++) {
      await telling.runUntilIdle()
      machine.pass(MINUTE)
    }
    expect([await state(), dispatch.push.requests.length]).toEqual(['queued', 1])
    machine.step(-DAY)
    await telling.runUntilIdle()
    expect([await state(), dispatch.push.accepted.length]).toEqual(['sent', 1])
  })

  test('and stays there, because the machine slept, makes give up what nobody wants to know any more', async () => {
    const { dispatch, machine, telling, state } = await machineWithNews()
    machine.step(DAY)
    await telling.runUntilIdle()
    for (let minute = 0; minute < 11; minute++) {
      machine.pass(MINUTE)
      await telling.runUntilIdle()
    }
    expect([await state(), dispatch.push.requests.length]).toEqual(['failed', 0])
  })

  test('does not put off what can be told either way, nor knocks without a pause', async () => {
    const { dispatch, machine, telling } = await machineWithNews()
    await dispatch.followByMail(ALICE)
    machine.step(DAY)
    dispatch.mail.fault = faultsInTurn({ status: 503 })
    await dispatch.post()
    await telling.runUntilIdle()
    await telling.runUntilIdle()
    expect(dispatch.mail.requests).toHaveLength(1)
    machine.pass(MINUTE)
    await telling.runUntilIdle()
    expect(dispatch.mail.to(ALICE)).toHaveLength(1)
  })
})

describe('a clock that was wrong for a moment', () => {
  test.each([DAY, -DAY])('by %i ms makes no mail be given up that was first tried then', async (step) => {
    const { dispatch, machine, telling } = await machineWithNews()
    await dispatch.followByMail(ALICE)
    await dispatch.post()
    machine.step(step)
    dispatch.mail.fault = () => ({ status: 503 })
    await telling.runUntilIdle()
    machine.step(-step)
    await telling.runUntilIdle()
    const tried = (await dispatch.deliveries()).filter(({ lane }) => lane === 'email').map((each) => each.tried_at)
    expect(tried).toEqual([machine.clock()])
  })
})

describe('a clock that is set back by an hour', () => {
  test('does not put off what is to be tried again', async () => {
    const { dispatch, machine, telling } = await machineWithNews()
    dispatch.push.fault = faultsInTurn({ status: 503 })
    await telling.runUntilIdle()
    machine.step(-HOUR)
    machine.pass(1000)
    await telling.runUntilIdle()
    expect(dispatch.push.accepted).toHaveLength(1)
  })

  test('keeps no mail waiting for the end of a rate window', async () => {
    const { dispatch, machine, telling } = await machineWithNews()
    await dispatch.followByMail(ALICE)
    const used = { 'ratelimit-limit': '1', 'ratelimit-remaining': '0', 'ratelimit-reset': '50' }
    dispatch.mail.fault = faultsInTurn({ status: 500, headers: used })
    await dispatch.post()
    await telling.runUntilIdle()
    machine.step(-HOUR)
    machine.pass(51_000)
    await telling.runUntilIdle()
    expect(dispatch.mail.to(ALICE)).toHaveLength(1)
  })
})

describe('a lease that was lost while the process was stopped', () => {
  const stopped = async () => {
    const dispatch = await testDispatcher((await sqliteInMemory()).db)
    let isStolen = false
    const steal = () => {
      if (!isStolen) void dispatch.db.updateTable('deliveries').set({ lease_token: 'of another' }).execute()
      isStolen = true
      return MINUTE
    }
    return { dispatch, steal }
  }

  test.each(['push', 'mail'] as const)('is not used to send: %s', async (way) => {
    const { dispatch, steal } = await stopped()
    if (way === 'push') await dispatch.followByPush(dispatch.push.subscribe())
    else await dispatch.followByMail(ALICE)
    await dispatch.post()
    await dispatch.dispatcher({}, { since: steal }).runUntilIdle()
    expect(dispatch[way].requests).toEqual([])
    expect(dispatch.log.map(({ text }) => text)).toEqual(['leases expired before anything was sent'])
  })
})

test('what is under way is not sent beside itself when its lease was lost and comes back', async () => {
  const dispatch = await testDispatcher((await sqliteInMemory()).db)
  await dispatch.followByPush(dispatch.push.subscribe())
  await dispatch.post()
  dispatch.push.latency = 300
  dispatch.push.onRequest = () => {
    // Another took it over, and gave it back.
    const back = { state: 'queued', lease_token: null, lease_until: null, due_at: 0 } as const
    void dispatch.db.updateTable('deliveries').set(back).execute().then(telling.nudge.bind(telling))
  }
  const telling = dispatch.dispatcher()
  telling.start()
  telling.nudge()
  const rows = async () => (await dispatch.deliveries()).map(({ state, attempts }) => ({ state, attempts }))
  await expect.poll(rows).toEqual([{ state: 'sent', attempts: 2 }])
  expect(dispatch.push.requests).toHaveLength(1)
})

describe('a steady clock', () => {
  const open = () => {
    let [says, stopwatch] = [1000, 0]
    const clock = new SteadyClock(says, () => stopwatch)
    return {
      clock,
      look: (step = 0, passed = 0) => {
        stopwatch += passed
        says += step + passed
        return clock.look(says)
      },
    }
  }

  test('follows a clock that drifts', () => {
    const { clock, look } = open()
    for (let n = 0; n < 100; n++) look(100, 1000)
    expect(clock.now()).toBe(111_000)
  })

  test('follows a step after ten minutes, and none that is put right before', () => {
    const { clock, look } = open()
    expect(look(HOUR)).toBe(HOUR)
    look(0, 9 * MINUTE)
    expect([clock.now(), clock.expected()]).toEqual([1000 + 9 * MINUTE, 1000 + 9 * MINUTE + HOUR])
    expect(look(-HOUR)).toBe(-HOUR)
    look(0, 20 * MINUTE)
    expect(clock.now()).toBe(1000 + 29 * MINUTE)
    look(HOUR)
    look(0, 10 * MINUTE)
    expect(clock.now()).toBe(1000 + 39 * MINUTE + HOUR)
  })

  test('takes a vague answer for what it expects, as long as that may be', () => {
    const { clock } = open()
    expect(clock.look(-20_000, 20_000)).toBe(0)
    expect(clock.now()).toBe(1000)
    clock.look(2000, 9000)
    expect(clock.now()).toBe(2000)
  })
})
