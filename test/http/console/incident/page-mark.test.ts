import { expect, test } from 'vitest'
import type { ConsoleView } from '../../../../src/views.ts'
import { nightWork } from '../../../support/app/maintenance-api.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { NOON, outage, testApp, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'

onEachDatabase('a page of the desk that asks for itself by its mark', (fresh) => {
  async function scene() {
    const app = await testApp((await fresh()).db)
    const { headers } = await signedIn(app.db, 'lead', NOON)
    const opened = async () => (await app.call('POST /incidents', { as: 'lead', body: outage() })).json
    const mark = async (path: string) => (viewOf(await app.call(`GET /${path}`, { headers })) as ConsoleView).pageMark
    const again = async (path: string, known = '') =>
      (await app.call(`GET /${path}`, { headers: { ...headers, 'if-none-match': known } })).status
    return { app, opened, mark, again }
  }

  test('is made anew for what is about its incident, corrections and duplicates too, and for nothing else', async () => {
    const { app, opened, mark, again } = await scene()
    const [{ id, updates }, { id: other }] = [await opened(), await opened()]
    const path = `/staff/incidents/${id}/`
    const about: [string, object][] = [
      [`PATCH /incidents/${id}`, { vendor: 'Carrier One' }],
      [`PATCH /incidents/${id}/updates/${updates[0].id}`, { body: 'Calls fail, as we know now.' }],
      [`POST /incidents/${other}/updates`, { body: 'It is the same.', caseStatus: 'duplicate', duplicateOf: id }],
    ]
    for (const [call, body] of about) {
      const known = await mark(path)
      expect([call, await again(path, known)]).toEqual([call, 304])
      await app.call(`PATCH /incidents/${(await opened()).id}`, { as: 'lead', body: { vendor: 'Carrier Two' } })
      expect([call, await again(path, known)]).toEqual([call, 304])
      expect((await app.call(call, { as: 'lead', body })).status).toBeLessThan(300)
      expect([call, await again(path, known)]).toEqual([call, 200])
    }
  })

  test('is made anew for what is about its window, and without a mark, or by one that nobody gave', async () => {
    const { app, opened, mark, again } = await scene()
    const { id } = (await app.call('POST /maintenances', { as: 'lead', body: nightWork() })).json
    const path = `/staff/maintenance/${id}/`
    const known = await mark(path)
    await opened()
    expect(await again(path, known)).toBe(304)
    for (const odd of ['', '"', '"1."', '*', '"999999.0"', '"1%.x"'])
      expect([odd, await again(path, odd)]).toEqual([odd, 200])
    await app.call(`PATCH /maintenances/${id}`, { as: 'lead', body: { title: 'Another card' } })
    expect(await again(path, known)).toBe(200)
  })
})
