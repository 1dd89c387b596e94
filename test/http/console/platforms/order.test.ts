import { expect, test } from 'vitest'
import { createPlatform } from '../../../../server/actions/platform/create-platform.ts'
import { listPlatforms } from '../../../../server/queries/platforms.ts'
import type { PlatformOrderView } from '../../../../src/views.ts'
import { sheet } from '../../../support/app/desk/amending.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { NOON, testApp } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { accepted } from '../../../support/result.ts'

const ORDER = '/staff/platforms/all/order/'

onEachDatabase('the order of platforms at the desk', (fresh) => {
  async function start() {
    const app = await testApp((await fresh()).db)
    for (const id of ['fax', 'mail']) accepted(await createPlatform(app.ctx(), { id, name: id, group: 'Legacy' }))
    const ada = await signedIn(app.db, 'admin', NOON, 'Ada')
    const page = sheet<PlatformOrderView>(app, ada, ORDER)
    const order = async () => (await listPlatforms(app.db)).map(({ id }) => id).join(' ')
    return { app, page, order }
  }
  const groupOf = (view: PlatformOrderView, index: number) => `group.${view.groups[index]?.id}`

  test('is changed by a button, once however often it is tapped, which says where it stands now', async () => {
    const { app, page, order } = await start()
    const view = await page.open()
    const moves = [await page.send(view, {}, 'up place.chat'), await page.send(view, {}, 'up place.chat')]
    expect(moves.map(({ status, location }) => [status, location])).toEqual(
      Array(2).fill([303, `${ORDER}?moved=up%20place.chat`]),
    )
    expect(await order()).toBe('chat voice fax mail')
    expect(app.standIns.published).toBe(2)
    await page.send(await page.open(), {}, `down ${groupOf(view, 0)}`)
    expect(await order()).toBe('fax mail chat voice')
    // At the end already.
    expect((await page.send(await page.open(), {}, `down ${groupOf(view, 0)}`)).status).toBe(303)
    expect(await order()).toBe('fax mail chat voice')
  })

  test('is changed by numbers, of groups and platforms at once, together with a button', async () => {
    const { page, order } = await start()
    const view = await page.open()
    await page.send(view, { 'place.mail': '1', [groupOf(view, 1)]: '1' }, 'save')
    expect(await order()).toBe('mail fax voice chat')
    await page.send(await page.open(), { 'place.fax': ' 1 ' }, 'down place.voice')
    expect(await order()).toBe('fax mail chat voice')
  })

  test('is not changed by what is no number, which is named beside its field and kept', async () => {
    const { page, order } = await start()
    for (const wrong of ['0', '-1', '1.5', 'x', '', '9999999']) {
      const { status, view } = await page.send(await page.open(), { 'place.fax': wrong, 'place.mail': '1' }, 'save')
      expect([wrong, status, view?.faults.map(({ field }) => field)]).toEqual([wrong, 422, ['place.fax']])
      expect([view?.values['place.fax'], view?.values['place.mail']]).toEqual([[wrong], ['1']])
    }
    expect(await order()).toBe('voice chat fax mail')
  })

  test('is not changed by a form that is out of date, which then knows what is there', async () => {
    const { app, page, order } = await start()
    const view = await page.open()
    accepted(await createPlatform(app.ctx(), { id: 'lines', name: 'Lines', group: 'Legacy', position: 3 }))
    const stale = await page.send(view, { 'place.mail': '1' }, 'save')
    expect([stale.status, stale.view?.faults[0]?.field]).toEqual([409, null])
    expect(stale.view?.values).toMatchObject({ 'place.mail': ['1'], 'place.fax': ['1'], 'place.lines': ['2'] })
    expect((await page.send(stale.view as PlatformOrderView, {}, 'save')).status).toBe(303)
    expect(await order()).toBe('voice chat mail fax lines')
  })
})
