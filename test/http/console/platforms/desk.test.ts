import { expect, test } from 'vitest'
import { changePlatform } from '../../../../server/actions/platform/change-platform.ts'
import type { DeskPlatformsView, DeskPlatformView, PlatformGroupView } from '../../../../src/views.ts'
import { sheet } from '../../../support/app/desk/amending.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { NOON, testApp, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { accepted } from '../../../support/result.ts'

const LIST = '/staff/platforms/'
const FAX = { id: 'fax', name: 'Fax', group: 'Legacy', description: 'Paper over wires.' }

onEachDatabase('platforms at the desk', (fresh) => {
  async function start() {
    const app = await testApp((await fresh()).db)
    const ada = await signedIn(app.db, 'admin', NOON, 'Ada')
    const list = async (query = '', who = ada) =>
      viewOf(await app.call(`GET /${LIST}${query}`, { headers: who.headers })) as DeskPlatformsView
    const one = (id: string) => sheet<DeskPlatformView>(app, ada, `${LIST}${id}/`)
    const names = (view: DeskPlatformsView) => view.groups.flatMap(({ platforms }) => platforms.map(({ name }) => name))
    const trail = async () => (await app.db.selectFrom('audit').select('action').orderBy('id').execute()).slice(-2)
    return { app, ada, list, one, names, trail }
  }

  test('are added once with a group of their own, published, and changed', async () => {
    const { app, list, one, trail } = await start()
    const make = one('all/new')
    const view = await make.open()
    const sent = [await make.send(view, FAX), await make.send(view, FAX)]
    expect(sent.map(({ status, location }) => [status, location])).toEqual([
      [303, `${LIST}fax/`],
      [303, `${LIST}fax/`],
    ])
    expect(app.standIns.published).toBe(2)
    expect((await list()).groups.map(({ name, platforms }) => [name, platforms.length])).toEqual([
      ['Calling', 2],
      ['Legacy', 1],
    ])
    const change = one('fax')
    expect((await change.send(await change.open(), { name: 'Telefax', description: '' })).status).toBe(303)
    expect((await list()).groups[1]?.platforms).toEqual([{ id: 'fax', name: 'Telefax', description: null }])
    expect((await change.send(await change.open(), {})).status).toBe(303)
    expect((await trail()).map(({ action }) => action)).toEqual(['platform.create', 'platform.change'])
  })

  test('keep what was typed when it is refused, and name the field', async () => {
    const { one } = await start()
    const make = one('all/new')
    const sendNew = async (typed: object) => {
      const { status, view } = await make.send(await make.open(), { ...FAX, ...typed })
      return [status, view?.faults.map(({ field }) => field), view?.values.name?.[0]]
    }
    expect(await sendNew({ id: 'voice' })).toEqual([409, ['id'], 'Fax'])
    expect(await sendNew({ id: 'Fax machine' })).toEqual([422, ['id'], 'Fax'])
    expect(await sendNew({ name: '' })).toEqual([422, ['name'], ''])
    expect(await sendNew({ name: '\u200b\u202e' })).toEqual([422, ['name'], '\u200b\u202e'])
    expect(await sendNew({ name: 'x'.repeat(101) })).toEqual([422, ['name'], 'x'.repeat(101)])
    expect(await sendNew({ group: '' })).toEqual([422, ['group'], 'Fax'])
    // A group that reads like one that there is means that one, where the name is taken.
    expect(await sendNew({ name: 'ｖｏｉｃｅ', group: 'calling' })).toEqual([409, ['name'], 'ｖｏｉｃｅ'])
    const change = one('chat')
    const taken = await change.send(await change.open(), { name: 'Voice' })
    expect([taken.status, taken.view?.faults.map(({ field }) => field)]).toEqual([409, ['name']])
  })

  test('may be called as a part of an address, and have their pages nevertheless', async () => {
    const { one } = await start()
    for (const id of ['new', 'all', 'order', 'groups', 'archive']) {
      const make = one('all/new')
      expect((await make.send(await make.open(), { ...FAX, id, name: id })).location).toBe(`${LIST}${id}/`)
      expect((await one(id).open()).id).toBe(id)
      expect((await one(`${id}/archive`).open()) as unknown).toMatchObject({ kind: 'console/platforms/archiving', id })
    }
  })

  test('tell of what a colleague has changed meanwhile, and let what nobody touched be', async () => {
    const { app, one, list, names } = await start()
    const change = one('chat')
    const view = await change.open()
    accepted(await changePlatform(app.ctx(), 'chat', { name: 'Messages', description: 'Written words.' }))
    const stale = await change.send(view, { name: 'Talk' })
    expect([stale.status, stale.view?.faults[0]]).toMatchObject([
      409,
      { field: 'name', says: expect.stringMatching(/it is “Messages” now. You typed “Talk”/) },
    ])
    expect((await change.send(stale.view as DeskPlatformView, {})).status).toBe(303)
    expect(names(await list())).toEqual(['VOICE', 'Talk'])
    expect((await list()).groups[0]?.platforms[1]?.description).toBe('Written words.')
  })

  test('are found by name, id, group and description, and read by agents who may not change them', async () => {
    const { app, list, names } = await start()
    const rosa = await signedIn(app.db, 'agent', NOON, 'Rosa')
    expect(names(await list('?q=vOi'))).toEqual(['VOICE'])
    expect(names(await list('?q=calling+chat'))).toEqual(['CHAT'])
    expect(names(await list('?q=nothing'))).toEqual([])
    expect([(await list('', rosa)).mayChange, (await list()).mayChange]).toEqual([false, true])
  })

  test('have their group renamed for all of them, with what the configuration names it for', async () => {
    const { app, ada, list } = await start()
    const [group] = (await list()).groups
    const rename = sheet<PlatformGroupView & { once: string }>(app, ada, `${LIST}groups/${group?.id}/`)
    const view = await rename.open()
    expect((await rename.send(view, { name: '' })).view?.faults.map(({ field }) => field)).toEqual(['name'])
    const answer = await rename.send(view, { name: 'Telephony' })
    expect([answer.status, (await list()).groups[0]]).toMatchObject([303, { id: group?.id, name: 'Telephony' }])
    expect((await rename.send(view, { name: 'Telephony' })).status).toBe(303)
    const stale = await rename.send(view, { name: 'Speech' })
    expect([stale.status, stale.view?.faults[0]?.field]).toEqual([409, 'name'])
  })
})
