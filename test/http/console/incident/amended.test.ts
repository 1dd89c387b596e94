import { expect, test } from 'vitest'
import { DEFAULT_PLAN } from '../../../../server/domain/plan/plan.ts'
import { HOUR } from '../../../../server/domain/vocabulary.ts'
import type { AmendView, ComposeView } from '../../../../src/views.ts'
import { sheet } from '../../../support/app/desk/amending.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { NOON, outage, testApp, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'

onEachDatabase('what is done about an incident at the desk', (fresh) => {
  async function start(leads: string[] = []) {
    const plan = { ...DEFAULT_PLAN, staff: { ...DEFAULT_PLAN.staff, leads } }
    const app = await testApp((await fresh()).db, { plan })
    const { id } = (await app.call('POST /incidents', { as: 'lead', body: outage({ priority: 'P1' }) })).json
    const lead = await signedIn(app.db, 'lead', app.clock.now, 'lead')
    const open = async (path: string) => sheet(app, lead, `/staff/incidents/${id}/${path}`)
    /** Does it, and gives what the page says that it leads to. */
    const said = async (path: string, typed: Record<string, string>) => {
      const page = await open(path)
      const { location } = await page.send(await page.open(), typed)
      return (viewOf(await app.call(`GET /${location}`, { headers: lead.headers })) as ComposeView).posted
    }
    return { app, id, open, said }
  }

  test('is said in a word on the page that follows, whatever it was', async () => {
    const { app, id, said } = await start()
    const uid = (await app.call(`GET /incidents/${id}`)).json.updates[0].id
    const word = (act: string) => ({ act, dueAt: null })
    expect(await said(`updates/${uid}/`, { body: 'Some calls fail.' })).toEqual(word('text'))
    expect(await said('times/', { startedAt: '2026-11-10T04:40', reason: 'In the log.' })).toEqual(word('times'))
    expect(await said('priority/', { title: 'Calls to Teams fail', confirmed: '1' })).toEqual(word('change'))
    expect(await said('contacts/', { what: 'asked' })).toEqual(word('contacts'))
    await app.call(`POST /incidents/${id}/updates`, { as: 'lead', body: { body: 'It works.', phase: 'resolved' } })
    expect(await said('report/', { body: 'A card broke.' })).toEqual(word('report'))
    expect(await said('report/', { body: 'A line card broke.' })).toEqual(word('reportCorrect'))
    const again = { body: 'It fails again.', 'impact.voice': 'partial_outage' }
    expect(await said('reopen/', again)).toEqual({ act: 'reopen', dueAt: NOON + HOUR })
  })

  test('promises that leads are told only where there are leads', async () => {
    const tells = async (leads: string[]) => {
      const { open } = await start(leads)
      return ((await (await open('priority/')).open()) as AmendView).tellsLeads
    }
    expect([await tells([]), await tells(['lead@example.com'])]).toEqual([false, true])
  })
})
