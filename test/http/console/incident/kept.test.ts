import { expect, test } from 'vitest'
import type { ComposeView } from '../../../../src/views.ts'
import { atTheDesk, composer, deskPage, incident, NEW, opened, TYPED } from '../../../support/app/desk/composer.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { NOON, type testApp } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'

onEachDatabase('what is being written', (fresh) => {
  const start = async (changes: Parameters<typeof testApp>[1] = {}) => atTheDesk((await fresh()).db, changes)

  test('shows a second writer what the first has posted, keeps their text, and then lets it go', async () => {
    const { app, rosa } = await start()
    const lee = await signedIn(app.db, 'lead', NOON, 'Lee')
    const id = await opened(app)
    const [hers, his] = [composer(app, rosa, deskPage(id)), composer(app, lee, deskPage(id))]
    const [first, second] = [await hers.open(), await his.open()]
    await hers.send(first, { body: 'A card failed.', phase: 'identified' })
    const held = await his.send(second, { body: 'We think it is a card.' })
    expect(held.status).toBe(409)
    expect(held.view).toMatchObject({
      values: { body: 'We think it is a card.', phase: 'identified' },
      missed: [{ author: 'staff/Rosa', body: expect.stringContaining('A card failed.') }],
    })
    expect((await incident(app, id)).updates).toHaveLength(2)
    const sent = await his.send(held.view as ComposeView)
    expect(sent.status).toBe(303)
    // Lee had not touched the phase, so it stays as Rosa left it.
    expect(await incident(app, id)).toMatchObject({ phase: 'identified', updates: { length: 3 } })
  })

  test.each(['open', 'update'])('a button that is tapped five times at once posts once (%s)', async (what) => {
    const { app, rosa } = await start()
    const path = what === 'open' ? NEW : deskPage(await opened(app))
    const page = composer(app, rosa, path)
    const view = await page.open()
    const typed = what === 'open' ? TYPED : { body: 'Once.' }
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => page.send(view, typed)))
    expect(new Set(answers.map(({ status, location }) => `${status} ${location}`)).size).toBe(1)
    expect(answers[0]?.status).toBe(303)
    const { items } = (await app.call('GET /incidents')).json
    expect([items.length, items[0].updates.length]).toEqual([1, what === 'open' ? 1 : 2])
  })

  test('brings back what was being written, until it is discarded; others see that somebody is', async () => {
    const { app, rosa } = await start()
    const lee = await signedIn(app.db, 'lead', NOON, 'Lee')
    const id = await opened(app)
    const page = composer(app, rosa, deskPage(id))
    await page.send(await page.open(), { body: 'Half a sen', phase: 'identified' }, 'check')
    const back = await page.open()
    expect(back).toMatchObject({ values: { body: 'Half a sen', phase: 'identified' }, draft: { restoredFrom: NOON } })
    expect((await composer(app, lee, deskPage(id)).open()).writers).toEqual([{ name: 'staff/Rosa', since: NOON }])
    expect((await page.send(back, {}, 'discard')).status).toBe(303)
    expect((await page.open()).values.body).toBeUndefined()
  })
})
