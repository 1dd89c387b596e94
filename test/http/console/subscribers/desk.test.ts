import { expect, test } from 'vitest'
import { unsubscribe } from '../../../../server/actions/subscription/unsubscribe.ts'
import type { Role } from '../../../../server/domain/vocabulary.ts'
import type { ConsoleView, SubscribersView } from '../../../../src/views.ts'
import { deliverTo, personAddress, personId } from '../../../support/app/delivered.ts'
import { LIST, subscribersDesk } from '../../../support/app/desk/subscribers.ts'
import { subscribe } from '../../../support/app/subscribers.ts'
import { NOON, outage } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { eventsOf } from '../../../support/organisations/proofs.ts'
import { accepted } from '../../../support/result.ts'
import { subscriber } from '../../../support/rows.ts'

const ANNA = 'anna@customer.example'

onEachDatabase('subscribers at the desk', (fresh) => {
  const start = async (role?: Role) => subscribersDesk((await fresh()).db, role)

  test('there are none at first, and a search that finds none says so', async () => {
    const { open, find } = await start()
    expect(await open(LIST)).toMatchObject({ subscribers: [], isNarrowed: false, next: null })
    expect(await find({ address: 'nobody' })).toMatchObject({ subscribers: [], isNarrowed: true })
  })

  test('are found by address, host, channel, what they follow and how they stand', async () => {
    const { app, addresses } = await start()
    await subscribe(app, ANNA, { type: 'platform', id: 'voice' })
    await subscribe(app, 'bo@other.example')
    await app.call('POST /subscriptions', {
      body: { channel: 'email', address: 'cy@customer.example', scope: { type: 'all' } },
    })
    const left = await subscribe(app, 'di@customer.example')
    accepted(await unsubscribe(app.ctx(), left))
    const odd = { ...subscriber, state: 'off' as const, off_reason: 'mail came back: 550 no' }
    await app.db
      .insertInto('subscribers')
      .values({ ...odd, id: 'odd000000000', address: '100%_x@customer.example' })
      .execute()
    expect(await addresses({ address: 'customer' })).toHaveLength(4)
    expect(await addresses({ address: ANNA.toUpperCase() })).toEqual([ANNA])
    expect(await addresses({ address: '%' })).toEqual(['100%_x@customer.example'])
    expect(await addresses({ address: '_' })).toEqual(['100%_x@customer.example'])
    for (const nothing of ['\\', "'", '👩‍💻', 'a'.repeat(4000)])
      expect(await addresses({ address: nothing })).toEqual([])
    expect(await addresses({ platform: 'voice' })).toEqual([ANNA])
    expect(await addresses({ channel: 'webpush' })).toEqual([])
    expect(await addresses({ standing: 'active' })).toEqual([ANNA, 'bo@other.example'])
    expect(await addresses({ standing: 'waiting' })).toEqual(['cy@customer.example'])
    expect(await addresses({ standing: 'left' })).toEqual(['di@customer.example'])
    expect(await addresses({ standing: 'bounced' })).toEqual(['100%_x@customer.example'])
    expect(await addresses({ standing: 'disabled' })).toEqual([])
  })

  test('are named to agents in part, who find them by the whole address or the host', async () => {
    const { app, addresses, as } = await start()
    const agent = await as('agent')
    await subscribe(app, ANNA)
    for (const known of [ANNA, 'customer.example', '@customer.example'])
      expect(await addresses({ address: known }, agent)).toEqual(['a…@customer.example'])
    for (const guess of ['anna', 'ann%@customer.example', 'a_na@customer.example', 'customer'])
      expect(await addresses({ address: guess }, agent)).toEqual([])
  })

  test('have no address in the address of a page, nor in what leads from it', async () => {
    const { app, find, open } = await start()
    await subscribe(app, ANNA)
    const { location } = await find({ address: ANNA })
    expect(decodeURIComponent(location)).not.toContain('anna')
    expect((await open<SubscribersView>(`${LIST}?address=${ANNA}`)).search.address).toBe('')
  })

  test('come a page at a time, however far somebody goes, and whatever stands in the address', async () => {
    const { app, open } = await start()
    const many = Array.from({ length: 120 }, (_, nth) => ({
      ...{ ...subscriber, id: personId(nth), address: personAddress(nth), created_at: NOON + Math.floor(nth / 3) },
    }))
    await app.db.insertInto('subscribers').values(many).execute()
    const seen: string[] = []
    for (let path: string | null = LIST; path !== null; ) {
      const view: SubscribersView = await open<SubscribersView>(path)
      seen.push(...view.subscribers.map(({ id }) => id))
      path = view.next
    }
    expect(seen).toEqual(many.map(({ id }) => id).reverse())
    for (const odd of ['?after=0.a', '?after=999999999999999.zz', '?standing=odd&channel=odd&platform=odd'])
      expect((await open<SubscribersView>(`${LIST}${odd}`)).kind).toBe('console/subscribers/list')
  })

  test('are shown with their last messages and why some did not get through', async () => {
    const { app, page } = await start('agent')
    const { id } = (await app.call('POST /incidents', { as: 'agent', body: outage() })).json
    const [event] = await eventsOf(app.db, { incident_id: id })
    if (!event) throw new Error('nobody was told')
    await deliverTo(app.db, event.id, event.at, [{ state: 'failed', error: 'SMTP: 550 no', settled_at: event.at }])
    const href = `/staff/deliveries/${event.id}/${personId(0)}/`
    const message = { href, title: 'Calls fail', result: 'failed' }
    expect(await page(personId(0))).toMatchObject({ messages: [message], lost: [message] })
  })

  test('without an address, or with a secret one, are shown by the host alone', async () => {
    const { app, call, page } = await start()
    const push = {
      channel: 'webpush',
      address: 'https://fcm.googleapis.com/fcm/send/secret1',
      keys: '{"auth":"secret2"}',
    }
    const hook = { channel: 'webhook', address: 'hooks.example sig1 sig2', keys: '{"sealed":"secret3"}', owner: ANNA }
    const rows = [push, hook].map((more, nth) => ({ ...subscriber, id: personId(nth), ...more }))
    await app.db.insertInto('subscribers').values(rows).execute()
    expect(await page(personId(0))).toMatchObject({ address: 'fcm.googleapis.com', isMailbox: false })
    expect(await page(personId(1))).toMatchObject({ address: 'hooks.example/…', owner: ANNA })
    for (const nth of [0, 1]) {
      expect((await call(`GET ${LIST}${personId(nth)}/`)).text).not.toMatch(/secret\d|sig\d/)
      expect((await call(`GET ${LIST}${personId(nth)}/data.json`)).text).not.toMatch(/secret[23]|sig\d/)
    }
  })

  test('came and went, week by week', async () => {
    const { app, open } = await start()
    const at = (weeks: number) => NOON - weeks * 7 * 24 * 3600_000
    const off = { state: 'off', off_reason: 'mail came back' } as const
    const rows = [
      { created_at: at(0) },
      { created_at: at(20), updated_at: at(1), ...off },
      { created_at: at(3), updated_at: at(2), ...off, off_reason: 'unsubscribed' },
      { created_at: at(1), ...off, off_reason: 'never confirmed', updated_at: at(1) },
      { created_at: at(1), state: 'pending' as const },
    ].map((row, nth) => ({ ...subscriber, id: personId(nth), address: personAddress(nth), ...row }))
    await app.db.insertInto('subscribers').values(rows).execute()
    const view = await open<Extract<ConsoleView, { kind: 'console/subscribers/growth' }>>(`${LIST}growth/`)
    expect(view.weeks).toHaveLength(13)
    const [third, second, first, last] = view.weeks
      .slice(-4)
      .map(({ joined, left, bounced }) => [joined, left, bounced])
    expect([third, second, first, last]).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [1, 0, 0],
    ])
    expect(view.active).toEqual([{ channel: 'E-mail', count: 1 }])
  })
})
