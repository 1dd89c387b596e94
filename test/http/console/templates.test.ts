import { expect, test } from 'vitest'
import type { TemplatesView, TemplateView } from '../../../src/views.ts'
import { sheet } from '../../support/app/desk/amending.ts'
import { signedIn } from '../../support/app/signed-in.ts'
import { NOON, testApp, viewOf } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'

const TYPED = {
  name: 'Calls drop',
  phase: 'identified',
  platforms: 'voice',
  body: '{platforms} drops calls until {eta}, see {case}.',
}

onEachDatabase('templates at the desk', (fresh) => {
  async function start() {
    const app = await testApp((await fresh()).db)
    const dana = await signedIn(app.db, 'lead', NOON, 'Dana')
    const list = async (who = dana) =>
      viewOf(await app.call('GET //staff/templates/', { headers: who.headers })) as TemplatesView
    const page = (path: string) => sheet<TemplateView>(app, dana, `/staff/templates/${path}`)
    return { app, list, page }
  }

  test('are looked at with what is chosen filled in, made once, changed and deleted', async () => {
    const { list, page } = await start()
    const make = page('new/')
    const view = await make.open()
    const looked = await make.send(view, TYPED, 'check')
    expect(looked.view?.filled?.body).toContain('VOICE drops calls until 06:00 MST, see TEC-1234.')
    expect((await list()).templates).toEqual([])
    const sent = [await make.send(view, TYPED), await make.send(view, TYPED)]
    expect(sent.map(({ status, location }) => [status, location])).toEqual([
      [303, '/staff/templates/'],
      [303, '/staff/templates/'],
    ])
    const [made] = (await list()).templates
    expect(made).toMatchObject({ name: 'Calls drop', phase: 'identified', platforms: ['VOICE'] })
    const change = page(`${made?.id}/`)
    expect((await change.send(await change.open(), { name: 'Calls break off' })).status).toBe(303)
    expect((await list()).templates).toMatchObject([{ name: 'Calls break off', platforms: ['VOICE'] }])
    const again = await change.open()
    await change.send(again, {}, 'remove')
    expect((await change.send(again, {}, 'remove')).status).toBe(303)
    expect((await list()).templates).toEqual([])
  })

  test('that cannot be kept name the field, and what was typed stays', async () => {
    const { page } = await start()
    const make = page('new/')
    const wrong = await make.send(await make.open(), { ...TYPED, name: '', body: '{platform} is down.' })
    expect([wrong.status, wrong.view?.faults.map(({ field }) => field)]).toEqual([422, ['name', 'body']])
    expect(wrong.view?.values.body).toEqual(['{platform} is down.'])
    await make.send(await make.open(), TYPED)
    const taken = await make.send(await make.open(), TYPED)
    expect([taken.status, taken.view?.values.name]).toEqual([409, ['Calls drop']])
  })

  test('are read by agents, and changed by leads', async () => {
    const { app, list } = await start()
    expect((await list(await signedIn(app.db, 'agent', NOON))).mayChange).toBe(false)
    expect((await list()).mayChange).toBe(true)
  })
})
