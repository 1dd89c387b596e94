import { expect, test } from 'vitest'
import type { AmendView, BoardView, ComposeView } from '../../../../src/views.ts'
import { atTheDesk, composer, deskPage, incident, NEW, opened, TYPED } from '../../../support/app/desk/composer.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { NOON, type testApp, viewOf } from '../../../support/app/test-app.ts'
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

  test('of an incident that a colleague resolves is what its reopening begins with, until it is discarded', async () => {
    const { app, rosa } = await start()
    const lee = await signedIn(app.db, 'lead', NOON, 'Lee')
    const id = await opened(app)
    const [hers, his] = [composer(app, rosa, deskPage(id)), composer(app, lee, deskPage(id))]
    const saved = (await hers.send(await hers.open(), { body: 'It is a card.' }, 'check')).view as ComposeView
    await his.send(await his.open(), { body: 'It works.', phase: 'resolved' })
    const held = await hers.send(saved, { body: 'It is a card.' })
    expect(held.status).toBe(409)
    const reopen = `//staff/incidents/${id}/reopen/`
    const view = viewOf(await app.call(`GET ${reopen}`, { headers: rosa.headers })) as AmendView
    expect(view.values.body).toEqual(['It is a card.'])
    await composer(app, rosa, deskPage(id)).send(saved, {}, 'discard')
    const after = viewOf(await app.call(`GET ${reopen}`, { headers: rosa.headers })) as AmendView
    expect(after.values.body).not.toEqual(['It is a card.'])
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

  test('in two windows of one person is posted from one, and kept in the other where it says something else', async () => {
    const { app, rosa } = await start()
    const id = await opened(app)
    const page = composer(app, rosa, deskPage(id))
    await page.send(await page.open(), { body: 'A card' }, 'check')
    const [first, second] = [await page.open(), await page.open()]
    const words = { body: 'A card failed.' }
    const posted = await page.send(first, words)
    // The double tap, and a save of the same words that comes late.
    expect((await page.send(first, words)).location).toBe(posted.location)
    expect((await page.send(first, words, 'check')).location).toBe(posted.location)
    for (const button of ['check', 'post'] as const) {
      const other = await page.send(second, { body: 'It is repaired.', phase: 'resolved' }, button)
      expect(other.status).toBe(409)
      expect(other.text).toContain('sent already, with other words')
      expect(other.view).toMatchObject({
        values: { body: 'It is repaired.', phase: 'resolved' },
        missed: [{ body: expect.stringContaining('A card failed.') }],
      })
      // Not saved by a late save of the same window, which would bring back what was posted.
      expect((await page.open()).draft.restoredFrom).toBeNull()
      if (button === 'post') expect((await page.send(other.view as ComposeView)).status).toBe(303)
    }
    expect(await incident(app, id)).toMatchObject({ phase: 'resolved', updates: { length: 3 } })
  })

  test('of a new incident in two windows is opened from one, and kept in the other', async () => {
    const { app, rosa } = await start()
    const page = composer(app, rosa, NEW)
    const view = await page.open()
    await page.send(view, TYPED)
    const other = await page.send(view, { ...TYPED, title: 'Faxes fail' })
    expect([other.status, other.view?.values.title]).toEqual([409, 'Faxes fail'])
    expect((await page.send(other.view as ComposeView)).status).toBe(303)
    expect((await app.call('GET /incidents')).json.items).toHaveLength(2)
  })

  test('is nothing as long as nothing is typed, and an emptied form hides nothing that was', async () => {
    const { app, rosa } = await start()
    const id = await opened(app)
    const drafts = async () => (viewOf(await app.call('GET //staff/', { headers: rosa.headers })) as BoardView).drafts
    for (const path of [NEW, deskPage(id)]) {
      const page = composer(app, rosa, path)
      const [idle, other] = [await page.open(), await page.open()]
      for (const button of ['look', 'check']) await page.send(idle, { body: ' ' }, button)
      expect(await drafts()).toEqual([])
      await page.send(other, { body: 'Written.' }, 'check')
      await page.send(idle, {}, 'look')
      // One that was emptied after it.
      const third = await page.send(idle, { body: 'x' }, 'check')
      await page.send(third.view as ComposeView, { body: '' }, 'check')
      expect((await page.open()).values.body).toBe('Written.')
      expect((await drafts()).map(({ says }) => says).sort()).toEqual(['Written.', null])
      for (const view of [other, idle]) await page.send(view, {}, 'discard')
    }
  })

  test('whose last words are a colleague’s says whose', async () => {
    const { app, rosa } = await start()
    const page = composer(app, rosa, NEW)
    await page.send(await page.open(), TYPED, 'check')
    await app.db.updateTable('drafts').set({ saved_by: 'staff/Robin' }).execute()
    expect((await page.open()).draft).toMatchObject({ restoredFrom: NOON, restoredBy: 'staff/Robin' })
  })

  test('by one is neither changed, posted nor thrown away by the form of another', async () => {
    const { app, rosa } = await start()
    const robin = await signedIn(app.db, 'agent', NOON, 'Robin')
    const lee = await signedIn(app.db, 'lead', NOON, 'Lee')
    const id = await opened(app)
    const [hers, theirs] = [composer(app, rosa, deskPage(id)), composer(app, robin, deskPage(id))]
    await hers.send(await hers.open(), { body: 'From Rosa.' }, 'check')
    const view = await hers.open()
    expect((await theirs.send(view, { body: 'From Robin.' }, 'check')).status).toBe(200)
    const thrown = await theirs.send(view, {}, 'discard')
    expect([thrown.status, thrown.text.includes('may throw away')]).toEqual([403, true])
    expect((await hers.open()).values.body).toBe('From Rosa.')
    expect((await theirs.open()).values.body).toBe('From Robin.')
    const taps = [await theirs.send(view, { body: 'It is up.' }), await theirs.send(view, { body: 'It is up.' })]
    expect(new Set(taps.map(({ location }) => location)).size).toBe(1)
    expect((await incident(app, id)).updates).toHaveLength(2)
    expect((await hers.open()).values.body).toBe('From Rosa.')
    expect((await composer(app, lee, deskPage(id)).send(view, {}, 'discard')).status).toBe(303)
    expect((await hers.open()).values.body).toBeUndefined()
  })

  test('says of a newer text whose it is, and of what was posted what it became', async () => {
    const { app, rosa } = await start()
    const robin = await signedIn(app.db, 'lead', NOON, 'Robin')
    const [hers, theirs] = [composer(app, rosa, NEW), composer(app, robin, NEW)]
    const first = await hers.open()
    await hers.send(first, TYPED, 'check')
    const own = await hers.send(first, { ...TYPED, title: 'Some calls fail' }, 'check')
    expect(own.text).toContain('You have saved a newer text of this, in another tab or on another device.')
    await hers.send(await hers.open(), TYPED)
    const spent = await theirs.send(first, { ...TYPED, title: 'Some calls fail' })
    expect([spent.status, spent.view?.faults.map(({ says }) => says)]).toEqual([
      409,
      ['This was posted already: “Calls fail”.'],
    ])
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
