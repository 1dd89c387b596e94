import { describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { testDispatcher } from '../../support/dispatch/dispatcher.ts'
import type { Fault } from '../../support/outside/index.ts'
import { faultsInTurn } from '../../support/outside/stand-in.ts'
import { BOB } from '../../support/people.ts'

const open = async () => testDispatcher((await sqliteInMemory()).db)

describe('when a push service', () => {
  const LATER: [string, Fault][] = [
    ['asks to slow down', { status: 429, retryAfter: 20 }],
    ['has an error', { status: 500 }],
    ['is overloaded', { status: 503, retryAfter: 20 }],
    ['cuts the connection', 'reset'],
    ['does not like our signature', { status: 403 }],
    ['does not know our key', { status: 401 }],
  ]
  test.each(LATER)('%s, the message is sent later and the subscriber stays', async (_, fault) => {
    const dispatch = await open()
    const browser = dispatch.push.subscribe()
    const id = await dispatch.followByPush(browser)
    dispatch.push.fault = faultsInTurn(fault)
    await dispatch.post()
    await dispatch.deliver()
    expect(await dispatch.deliveries()).toMatchObject([{ state: 'queued' }])
    dispatch.clock.advance(10 * MINUTE)
    await dispatch.deliver()
    expect(browser.messages()).toHaveLength(1)
    expect((await dispatch.subscriber(id)).state).toBe('active')
  })

  test.each([404, 410])('answers %i, the browser is forgotten with the reason', async (status) => {
    const dispatch = await open()
    const id = await dispatch.followByPush(dispatch.push.subscribe())
    dispatch.push.fault = () => ({ status })
    await dispatch.post()
    await dispatch.deliver()
    expect(await dispatch.deliveries()).toMatchObject([
      { state: 'failed', error: expect.stringContaining(`${status}`) },
    ])
    expect(await dispatch.subscriber(id)).toMatchObject({
      state: 'off',
      off_reason: expect.stringContaining(`${status}`),
    })
    await dispatch.post()
    await dispatch.deliver()
    expect(dispatch.push.requests).toHaveLength(1)
  })

  test('forgot an endpoint that the browser has replaced meanwhile, the new one stays', async () => {
    const dispatch = await open()
    const id = await dispatch.followByPush(dispatch.push.subscribe('old'))
    const fresh = dispatch.push.subscribe('new').subscription
    let replaced: Promise<unknown> | undefined
    dispatch.push.fault = ({ browser }) => {
      if (browser === 'new') return undefined
      const change = { address: fresh.endpoint, keys: JSON.stringify(fresh.keys) }
      replaced = dispatch.db.updateTable('subscribers').set(change).where('id', '=', id).execute()
      return { status: 410 }
    }
    await dispatch.post()
    await dispatch.deliver()
    await replaced
    expect(await dispatch.subscriber(id)).toMatchObject({ state: 'active', address: fresh.endpoint })
  })

  test('finds the message too large, a shorter one is sent at once', async () => {
    const dispatch = await open()
    const browser = dispatch.push.subscribe()
    await dispatch.followByPush(browser)
    dispatch.push.fault = faultsInTurn({ status: 413 })
    await dispatch.post()
    await dispatch.deliver()
    expect(browser.messages()).toMatchObject([{ notification: { title: 'Calls to Denver fail' } }])
    expect(browser.messages()).not.toMatchObject([{ notification: { body: expect.anything() } }])
  })

  test('hangs, the message is sent later', async () => {
    const dispatch = await open()
    const browser = dispatch.push.subscribe()
    await dispatch.followByPush(browser)
    dispatch.push.fault = () => 'hang'
    await dispatch.post()
    await dispatch.dispatcher({ timeouts: { push: 300 } }).runUntilIdle()
    expect(await dispatch.deliveries()).toMatchObject([{ state: 'queued', error: 'Web push: timeout' }])
    dispatch.push.fault = () => undefined
    dispatch.clock.advance(MINUTE)
    await dispatch.deliver()
    expect(browser.messages()).toHaveLength(1)
  })

  test('stays away, we give up when the news is no longer worth showing', async () => {
    const dispatch = await open()
    await dispatch.followByPush(dispatch.push.subscribe())
    dispatch.push.fault = () => ({ status: 503 })
    await dispatch.post({ priority: 'P1' })
    for (let at = 0; at < 6 * HOUR; at += 5 * MINUTE) {
      await dispatch.deliver()
      dispatch.clock.advance(5 * MINUTE)
    }
    expect(await dispatch.deliveries()).toMatchObject([{ state: 'failed', error: expect.stringMatching(/^gave up/) }])
  })

  test('refuses to work for us, one alarm is raised and it is left alone for a while', async () => {
    const dispatch = await open()
    for (let n = 0; n < 60; n++) await dispatch.followByPush(dispatch.push.subscribe())
    dispatch.push.fault = () => ({ status: 403 })
    await dispatch.post()
    await dispatch.deliver()
    const asked = dispatch.push.requests.length
    await dispatch.deliver()
    expect(dispatch.push.requests).toHaveLength(asked)
    expect(asked).toBeLessThanOrEqual(100)
    expect(dispatch.log.filter((line) => line.level === 'error')).toHaveLength(1)
  })

  test('does not know the keys of some browsers, the others wait for none of them', async () => {
    const dispatch = await open()
    for (let n = 0; n < 300; n++) await dispatch.followByPush(dispatch.push.subscribe(`browser${n}`))
    // They are told in no order of ours: every tenth to come is refused, never several in a row, which opens the circuit.
    const places = new Map<string, number>()
    dispatch.push.fault = ({ browser }) => {
      const place = places.get(browser) ?? places.size
      places.set(browser, place)
      return place % 10 === 7 ? { status: 403 } : undefined
    }
    await dispatch.post()
    await dispatch.deliver()
    expect(dispatch.push.accepted).toHaveLength(270)
    expect(dispatch.log.filter((line) => line.level === 'error')).toEqual([])
  })

  test('redirects, nobody follows', async () => {
    const dispatch = await open()
    await dispatch.followByPush(dispatch.push.subscribe())
    dispatch.push.fault = () => ({ status: 307, headers: { location: `${dispatch.mail.url}/emails` } })
    await dispatch.post()
    await dispatch.deliver()
    expect(dispatch.mail.requests).toEqual([])
    expect(await dispatch.deliveries()).toMatchObject([{ state: 'failed' }])
  })

  test('hangs, neither mail nor the other push services wait for it', { timeout: 25_000 }, async () => {
    const dispatch = await open()
    const other = (await testDispatcher((await sqliteInMemory()).db)).push
    const telling = dispatch.dispatcher({ pushExtraOrigins: [dispatch.push.url, other.url] })
    for (let n = 0; n < 300; n++) await dispatch.followByPush(dispatch.push.subscribe())
    const quick = other.subscribe()
    await dispatch.followByPush(quick)
    await dispatch.followByMail(BOB)
    dispatch.push.fault = () => 'hang'
    await dispatch.post()
    const told = () => [quick.messages().length, dispatch.mail.to(BOB).length]
    const all = telling.runUntilIdle()
    await expect.poll(told, { timeout: 10_000 }).toEqual([1, 1])
    await dispatch.push.close()
    await all
  })
})
