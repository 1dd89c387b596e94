import { expect, onTestFinished, test } from 'vitest'
import { addressSecretOf } from '../../../db/system/audit-key.ts'
import { MINUTE } from '../../../server/domain/vocabulary.ts'
import { nameAddress, sealAddress } from '../../../server/lib/secret/sealed-address.ts'
import { onEachDatabase } from '../../support/database.ts'
import { testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { arrived, dispatchersToKill } from '../../support/dispatch/killed.ts'
import { startChatRooms } from '../../support/outside/chat-rooms.ts'

const OWNER = 'ops@customer.example'
const SERVICES = ['teams', 'slack', 'webex'] as const
const ROOMS = 20

onEachDatabase('kill -9 while chat rooms are told', (_, freshFile) => {
  test('loses nothing: each room ends with the newest state, and is told nothing older after it', {
    timeout: 120_000,
  }, async () => {
    const database = await freshFile()
    const { db } = database
    const dispatch = await testDispatcher(db, { outboundAllow: ['127.0.0.1'] })
    const there = await startChatRooms()
    onTestFinished(there.close)
    dispatch.clock.set(Date.now() - MINUTE)
    const key = addressSecretOf(db)
    const rooms = SERVICES.flatMap((channel) =>
      Array.from({ length: ROOMS }, (_, n) => ({ channel, path: `/${channel}/${n}` })),
    )
    for (const { channel, path } of rooms) {
      const url = `${there.url}${path}`
      const keys = JSON.stringify(sealAddress(key, { url, secrets: [] }))
      await dispatch.followByMail(nameAddress(key, url, OWNER), { type: 'all' }, { channel, keys, owner: OWNER })
    }
    there.latency = 5
    const run = dispatchersToKill(dispatch.config, database.location)
    const id = await dispatch.post({ priority: 'P1G', body: 'State 0.' })
    let newest = 0
    for (const more of [1, 10, 30, 5, 50]) {
      await run(() => arrived(there, more))
      await dispatch.update(id, { body: `State ${++newest}.` })
    }
    expect(there.requests.length).toBeGreaterThan(0)
    const told = async () => (await dispatch.deliveries()).filter(({ channel }) => channel !== 'email')
    const waiting = async () => (await told()).filter(({ state }) => !/^(sent|superseded)$/.test(state)).length
    await run(() => expect.poll(waiting, { timeout: 60_000, interval: 100 }).toBe(0))
    const states = (await told()).map(({ state }) => state)
    expect(states).toHaveLength(rooms.length * (newest + 1))
    expect(states).toContain('superseded')
    for (const { path } of rooms) {
      const got = there.accepted.filter(({ room }) => room === path)
      const seen = got.map(({ body }) => Number(/State (\d)/.exec(body)?.[1]))
      expect([path, seen.at(-1)]).toEqual([path, newest])
      expect([path, seen]).toEqual([path, seen.toSorted((a, b) => a - b)])
    }
  })
})
