import { expect, test } from 'vitest'
import { MINUTE } from '../../../../server/domain/vocabulary.ts'
import { REPORT_OUTLINE } from '../../../../server/http/console/amend/kinds.ts'
import type { AmendView } from '../../../../src/views.ts'
import { sheet } from '../../../support/app/desk/amending.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { outage, testApp } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'

type Sheet = ReturnType<typeof sheet<AmendView>>

onEachDatabase('the small pages about an incident', (fresh) => {
  async function start() {
    const app = await testApp((await fresh()).db)
    const { id } = (await app.call('POST /incidents', { as: 'lead', body: outage() })).json
    const uid = (await app.call(`GET /incidents/${id}`)).json.updates[0].id as string
    const page = async (path: string): Promise<Sheet> =>
      sheet(app, await signedIn(app.db, 'agent', app.clock.now, 'Lee'), `/staff/incidents/${id}/${path}`)
    return { app, id, uid, page }
  }

  test('keep a correction and a report while they are written, each its own, until they are posted or discarded', async () => {
    const { app, id, uid, page } = await start()
    await app.call(`POST /incidents/${id}/updates`, {
      as: 'lead',
      body: { body: 'It works again.', phase: 'resolved' },
    })
    const newest = (await app.call(`GET /incidents/${id}`)).json.updates[0].id as string
    const rosa = await signedIn(app.db, 'agent', app.clock.now, 'Rosa')
    const [text, other, report] = [`updates/${uid}/`, `updates/${newest}/`, 'report/'].map((path) =>
      sheet(app, rosa, `/staff/incidents/${id}/${path}`),
    ) as [Sheet, Sheet, Sheet]
    const drafts = async () =>
      (await app.db.selectFrom('drafts').select('id').where('state', '=', 'open').execute()).length
    // Whoever only looks writes nothing.
    await text.send(await text.open(), {}, 'look')
    expect(await drafts()).toBe(0)
    await text.send(await text.open(), { body: 'Calls to Teams fa' }, 'look')
    await report.send(await report.open(), { body: 'A card fai', silent: '1' }, 'check')
    const back = await text.open()
    expect(back).toMatchObject({ values: { body: ['Calls to Teams fa'] }, draft: { restoredFrom: app.clock.now } })
    expect(await other.open()).toMatchObject({ values: { body: ['It works again.'] }, draft: { restoredFrom: null } })
    expect(await report.open()).toMatchObject({ values: { body: ['A card fai'], silent: ['1'] } })
    expect((await (await page('report/')).open()).values.body).toEqual([REPORT_OUTLINE])
    const of = ({ draft }: AmendView) => ({ draft: draft?.id ?? '', revision: `${draft?.revision}` })
    expect(
      (await report.send(await report.open(), { body: 'A card failed.', ...of(await report.open()) })).status,
    ).toBe(303)
    expect((await text.send(back, of(back), 'discard')).status).toBe(303)
    expect([(await text.open()).draft?.restoredFrom, await drafts()]).toEqual([null, 0])
  })

  test("bring back a correction on what was seen, so that nobody else's is replaced unseen", async () => {
    const { app, id, uid, page } = await start()
    const rosa = sheet(
      app,
      await signedIn(app.db, 'agent', app.clock.now, 'Rosa'),
      `/staff/incidents/${id}/updates/${uid}/`,
    )
    await rosa.send(await rosa.open(), { body: 'Some calls fail.' }, 'look')
    const lee = await page(`updates/${uid}/`)
    app.clock.now += MINUTE
    await lee.send(await lee.open(), { body: 'Most calls fail.' })
    const held = await rosa.send(await rosa.open())
    expect([held.status, held.view?.values.body]).toEqual([409, ['Some calls fail.']])
  })
})
