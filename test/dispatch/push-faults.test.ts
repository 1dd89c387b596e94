import { describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../server/domain/vocabulary.ts'
import { sqliteInMemory } from '../support/database.ts'
import { openNewsroom } from '../support/dispatch/dispatcher.ts'
import type { Fault } from '../support/outside/index.ts'
import { faultsInTurn } from '../support/outside/stand-in.ts'
import { BOB } from '../support/people.ts'

const open = async () => openNewsroom((await sqliteInMemory()).db)
const openImpatient = async () => openNewsroom((await sqliteInMemory()).db, { timeouts: { mail: 300, push: 300 } })

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
    const room = await open()
    const browser = room.push.subscribe()
    const id = await room.followByPush(browser)
    room.push.fault = faultsInTurn(fault)
    await room.post()
    await room.tell()
    expect(await room.deliveries()).toMatchObject([{ state: 'queued' }])
    room.clock.advance(10 * MINUTE)
    await room.tell()
    expect(browser.messages()).toHaveLength(1)
    expect((await room.subscriber(id)).state).toBe('active')
  })

  test.each([404, 410])('answers %i, the browser is forgotten with the reason', async (status) => {
    const room = await open()
    const id = await room.followByPush(room.push.subscribe())
    room.push.fault = () => ({ status })
    await room.post()
    await room.tell()
    expect(await room.deliveries()).toMatchObject([{ state: 'failed', error: expect.stringContaining(`${status}`) }])
    expect(await room.subscriber(id)).toMatchObject({ state: 'off', off_reason: expect.stringContaining(`${status}`) })
    await room.post()
    await room.tell()
    expect(room.push.requests).toHaveLength(1)
  })

  test('forgot an endpoint that the browser has replaced meanwhile, the new one stays', async () => {
    const room = await open()
    const id = await room.followByPush(room.push.subscribe('old'))
    const fresh = room.push.subscribe('new').subscription
    let replaced: Promise<unknown> | undefined
    room.push.fault = ({ browser }) => {
      if (browser === 'new') return undefined
      const change = { address: fresh.endpoint, keys: JSON.stringify(fresh.keys) }
      replaced = room.db.updateTable('subscribers').set(change).where('id', '=', id).execute()
      return { status: 410 }
    }
    await room.post()
    await room.tell()
    await replaced
    expect(await room.subscriber(id)).toMatchObject({ state: 'active', address: fresh.endpoint })
  })

  test('finds the message too large, a shorter one is sent at once', async () => {
    const room = await open()
    const browser = room.push.subscribe()
    await room.followByPush(browser)
    room.push.fault = faultsInTurn({ status: 413 })
    await room.post()
    await room.tell()
    expect(browser.messages()).toMatchObject([{ notification: { title: 'Calls to Denver fail' } }])
    expect(browser.messages()).not.toMatchObject([{ notification: { body: expect.anything() } }])
  })

  test('hangs, the message is sent later', async () => {
    const room = await openImpatient()
    const browser = room.push.subscribe()
    await room.followByPush(browser)
    room.push.fault = faultsInTurn('hang')
    await room.post()
    await room.tell()
    expect(await room.deliveries()).toMatchObject([{ state: 'queued', error: 'Web push: timeout' }])
    room.clock.advance(MINUTE)
    await room.tell()
    expect(browser.messages()).toHaveLength(1)
  })

  test('stays away, we give up when the news is no longer worth showing', async () => {
    const room = await open()
    await room.followByPush(room.push.subscribe())
    room.push.fault = () => ({ status: 503 })
    await room.post({ priority: 'P1' })
    for (let at = 0; at < 6 * HOUR; at += 5 * MINUTE) {
      await room.tell()
      room.clock.advance(5 * MINUTE)
    }
    expect(await room.deliveries()).toMatchObject([{ state: 'failed', error: expect.stringMatching(/^gave up/) }])
  })

  test('refuses to work for us, one alarm is raised and it is left alone for a while', async () => {
    const room = await open()
    for (let n = 0; n < 60; n++) await room.followByPush(room.push.subscribe())
    room.push.fault = () => ({ status: 403 })
    await room.post()
    await room.tell()
    const asked = room.push.requests.length
    await room.tell()
    expect(room.push.requests).toHaveLength(asked)
    expect(asked).toBeLessThanOrEqual(100)
    expect(room.log.filter((line) => line.level === 'error')).toHaveLength(1)
  })

  test('does not know the keys of some browsers, the others wait for none of them', async () => {
    const room = await open()
    for (let n = 0; n < 300; n++) await room.followByPush(room.push.subscribe(`browser${n}`))
    room.push.fault = ({ browser }) => (browser.endsWith('7') ? { status: 403 } : undefined)
    await room.post()
    await room.tell()
    expect(room.push.accepted).toHaveLength(270)
    expect(room.log.filter((line) => line.level === 'error')).toEqual([])
  })

  test('redirects, nobody follows', async () => {
    const room = await open()
    await room.followByPush(room.push.subscribe())
    room.push.fault = () => ({ status: 307, headers: { location: `${room.mail.url}/emails` } })
    await room.post()
    await room.tell()
    expect(room.mail.requests).toEqual([])
    expect(await room.deliveries()).toMatchObject([{ state: 'failed' }])
  })

  test('hangs, neither mail nor the other push services wait for it', { timeout: 25_000 }, async () => {
    const room = await open()
    const other = (await openNewsroom((await sqliteInMemory()).db)).push
    const telling = room.dispatcher({ pushExtraOrigins: [room.push.url, other.url] })
    for (let n = 0; n < 300; n++) await room.followByPush(room.push.subscribe())
    const quick = other.subscribe()
    await room.followByPush(quick)
    await room.followByMail(BOB)
    room.push.fault = () => 'hang'
    await room.post()
    const told = () => [quick.messages().length, room.mail.to(BOB).length]
    const all = telling.runUntilIdle()
    await expect.poll(told, { timeout: 10_000 }).toEqual([1, 1])
    await room.push.close()
    await all
  })
})
