import { expect, onTestFinished, test } from 'vitest'
import { addressSecretOf } from '../../../db/system/audit-key.ts'
import { MINUTE } from '../../../server/domain/vocabulary.ts'
import { nameAddress, newSigningSecret, sealAddress } from '../../../server/lib/secret/sealed-address.ts'
import { onEachDatabase } from '../../support/database.ts'
import { testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { arrived, dispatchersToKill } from '../../support/dispatch/killed.ts'
import { startWebhookReceiver } from '../../support/outside/webhook-receiver.ts'

const RECEIVERS = 60
const UPDATES = 4

onEachDatabase('kill -9 while webhooks are sent', (_, freshFile) => {
  test('loses nothing, keeps the order, and repeats under the same id alone', { timeout: 90_000 }, async () => {
    const database = await freshFile()
    const { db } = database
    const dispatch = await testDispatcher(db, { outboundAllow: ['127.0.0.1'] })
    const there = await startWebhookReceiver()
    onTestFinished(there.close)
    dispatch.clock.set(Date.now() - MINUTE)
    const key = addressSecretOf(db)
    for (let n = 0; n < RECEIVERS; n++) {
      const url = `${there.url}/${n}`
      const keys = JSON.stringify(sealAddress(key, { url, secrets: [{ secret: newSigningSecret(), until: null }] }))
      const address = nameAddress(key, url, 'ops@customer.example')
      await dispatch.followByMail(address, { type: 'all' }, { channel: 'webhook', keys, owner: 'ops@customer.example' })
    }
    const id = await dispatch.post({ priority: 'P1G' })
    for (let n = 1; n < UPDATES; n++) await dispatch.update(id, { body: `More is known: ${n}.` })
    there.latency = 5
    const run = dispatchersToKill(dispatch.config, database.location)
    for (const more of [1, 2, 20, 40, 1]) await run(() => arrived(there, more))
    const killed = there.requests.length
    const left = async () =>
      (await dispatch.deliveries()).filter(({ channel, state }) => channel === 'webhook' && state === 'sent').length
    await run(() => expect.poll(left, { timeout: 40_000, interval: 100 }).toBe(RECEIVERS * UPDATES))
    expect(killed).toBeGreaterThan(0)
    expect(killed).toBeLessThan(RECEIVERS * UPDATES)
    for (let n = 0; n < RECEIVERS; n++) {
      const got = there.accepted.filter(({ path }) => path === `/${n}`)
      const ids = got.map(({ headers }) => Number(String(headers['webhook-id']).slice('evt_'.length)))
      expect(new Set(ids).size).toBe(UPDATES)
      expect(ids).toEqual(ids.toSorted((a, b) => a - b))
      expect(new Set(got.map(({ body }) => body)).size).toBe(UPDATES)
    }
  })
})
