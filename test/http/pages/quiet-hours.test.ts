import { expect, test } from 'vitest'
import { manageToken } from '../../../server/lib/links.ts'
import { emailRequest, newestLink, pushSubscription, subscribe } from '../../support/app/subscribers.ts'
import { form, testApp, viewOf } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ALICE, BOB } from '../../support/people.ts'

const NIGHT = { from: '22:00', to: '07:00' }

onEachDatabase('quiet hours and the weekly overview', (fresh) => {
  test('are chosen by the API, when subscribing and later', async () => {
    const app = await testApp((await fresh()).db)
    const more = { quietHours: NIGHT, digest: true, timeZone: 'Asia/Tokyo' }
    expect((await app.call('POST /subscriptions', { body: emailRequest(BOB, undefined, more) })).status).toBe(202)
    await app.call(`POST ${await newestLink(app)}`)
    const id = await subscribe(app, ALICE)
    const of = (subscriber: string) =>
      `/subscriptions/${manageToken(app.deps.linkSecret, { id: subscriber, linkGeneration: 0 })}`
    const { id: bob } = await app.db
      .selectFrom('subscribers')
      .select('id')
      .where('address', '=', BOB)
      .executeTakeFirstOrThrow()
    expect((await app.call(`GET ${of(bob)}`)).json).toMatchObject({ quietHours: NIGHT, digest: true })
    expect((await app.call(`GET ${of(id)}`)).json).toMatchObject({ quietHours: null, digest: false })
    const change = async (body: object) => {
      const { status, json } = await app.call(`PATCH ${of(id)}`, { body })
      return [status, json.quietHours, json.digest]
    }
    expect(await change({ quietHours: NIGHT })).toEqual([200, NIGHT, false])
    expect(await change({ digest: true })).toEqual([200, NIGHT, true])
    expect(await change({ quietHours: null, digest: false })).toEqual([200, null, false])
    for (const quietHours of [{ from: '22:00', to: '22:00' }, { from: '25:00', to: '07:00' }, { from: '22:00' }])
      expect((await change({ quietHours }))[0]).toBe(422)
    const browser = await app.call('POST /subscriptions', {
      body: { channel: 'webpush', subscription: pushSubscription(), scope: { type: 'all' }, quietHours: NIGHT },
    })
    expect([browser.status, browser.json.quietHours]).toEqual([201, NIGHT])
    const refused = await app.call(`PATCH /subscriptions/${browser.json.token}`, { body: { digest: true } })
    expect(refused.status).toBe(422)
  })

  test('are chosen on the page, which shows again what cannot be saved', async () => {
    const app = await testApp((await fresh()).db)
    const id = await subscribe(app, ALICE)
    const path = `//manage/${manageToken(app.deps.linkSecret, { id, linkGeneration: 0 })}`
    const send = (...more: [string, string][]) =>
      app.call(`POST ${path}`, form([['follow', 'all'], ['kinds', 'incident'], ['kinds', 'maintenance'], ...more]))
    expect((await send(['quietFrom', '22:00'], ['quietTo', '07:00'], ['digest', 'yes'])).status).toBe(303)
    expect(viewOf(await app.call(`GET ${path}`))).toMatchObject({ quietHours: NIGHT, digest: true })
    expect(viewOf(await send(['quietTo', '07:00']))).toMatchObject({ faults: [{ field: 'quiet', says: 'quiet' }] })
    const wrong = await send(['quietFrom', '22:00'])
    expect(wrong.status).toBe(422)
    expect(viewOf(wrong)).toMatchObject({
      faults: [{ field: 'quietTo', says: 'quiet' }],
      sent: { quiet: ['22:00', ''] },
    })
    expect((await send()).status).toBe(303)
    expect(viewOf(await app.call(`GET ${path}`))).toMatchObject({ quietHours: null, digest: false })
  })
})
