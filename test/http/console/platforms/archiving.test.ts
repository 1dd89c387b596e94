import { expect, test } from 'vitest'
import { changePlatform } from '../../../../server/actions/platform/change-platform.ts'
import { createPlatform } from '../../../../server/actions/platform/create-platform.ts'
import { DEFAULT_PLAN } from '../../../../server/domain/plan/plan.ts'
import type { ArchivingView, ConsoleView } from '../../../../src/views.ts'
import { nightWork } from '../../../support/app/maintenance-api.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { subscribe } from '../../../support/app/subscribers.ts'
import { form, NOON, outage, type TestApp, testApp, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { addOrganisation } from '../../../support/organisations/organisations.ts'
import { accepted } from '../../../support/result.ts'

const TEAM = { role: 'desk', title: null, people: [], standIns: [], hours: 'always', onHolidays: 'open' } as const
const PLAN = { ...DEFAULT_PLAN, teams: [{ ...TEAM, families: ['Legacy'] }] }
const PATH = '/staff/platforms/fax/archive/'

onEachDatabase('archiving a platform at the desk', (fresh) => {
  async function start() {
    const app = await testApp((await fresh()).db, { plan: PLAN })
    accepted(await createPlatform(app.ctx(), { id: 'fax', name: 'Fax', group: 'Legacy' }))
    const { headers } = await signedIn(app.db, 'admin', NOON, 'Ada')
    const page = async () => viewOf(await app.call(`GET /${PATH}`, { headers })) as ConsoleView as ArchivingView
    const send = async (seen: string, button = 'archive') => {
      const sent = form([
        ['seen', seen],
        ['do', button],
      ])
      const answer = await app.call(`POST /${PATH}`, { ...sent, headers: { ...headers, ...sent.headers } })
      return { status: answer.status, view: answer.status === 303 ? null : (viewOf(answer) as ArchivingView) }
    }
    return { app, page, send }
  }
  const told = ({ db }: TestApp) => db.selectFrom('events').select('kind').where('kind', '=', 'platform.archived')

  test('says before what it does, to whom, and where it is named', async () => {
    const { app, page } = await start()
    expect(await page()).toMatchObject({
      ...{ isArchived: false, uses: [], followers: { told: 0, nothingElse: 0 } },
      ...{ organisations: { count: 0, named: [] }, templates: [], lastOfGroup: { teams: ['desk'], people: [] } },
    })
    await subscribe(app, 'alice@customer.example', { type: 'platform', id: 'fax' })
    await subscribe(app, 'bob@customer.example', { type: 'platform', id: 'fax' })
    await subscribe(app, 'bob@customer.example')
    await addOrganisation(app.db, 'Acme Freight', ['fax', 'voice'])
    const template = { name: 'No fax', phase: 'investigating', platforms: ['fax'], body: 'It fails.' }
    await app.call('POST /templates', { as: 'lead', body: template })
    await app.call('POST /templates', {
      as: 'lead',
      body: { ...template, name: 'Lines', platforms: ['fax', 'voice'] },
    })
    expect(await page()).toMatchObject({
      ...{ followers: { told: 2, nothingElse: 1 }, organisations: { count: 1, named: [{ name: 'Acme Freight' }] } },
      templates: [
        { name: 'Lines', isAlone: false },
        { name: 'No fax', isAlone: true },
      ],
    })
    accepted(await createPlatform(app.ctx(), { id: 'telex', name: 'Telex', group: 'Legacy' }))
    expect((await page()).lastOfGroup).toBe(null)
  })

  test('names what is in the way, with the ways to it, and does nothing meanwhile', async () => {
    const { app, page, send } = await start()
    const { seen } = await page()
    const incident = outage({ priority: 'P2', platforms: [{ id: 'fax', impact: 'major_outage' }] })
    const { id } = (await app.call('POST /incidents', { as: 'agent', body: incident })).json
    const window = (await app.call('POST /maintenances', { as: 'agent', body: nightWork({ platforms: ['fax'] }) })).json
    const { uses } = await page()
    expect(uses.map(({ href }) => href)).toEqual([`/staff/incidents/${id}/`, `/staff/maintenance/${window.id}/`])
    expect(uses[0]?.says).toBe('The open incident “Calls fail” affects it: resolve that first.')
    const refused = await send(seen)
    expect([refused.status, refused.view?.faults, refused.view?.uses.length]).toMatchObject([
      409,
      [{ field: null, says: 'It is still in use. It can be archived once this is done:' }],
      2,
    ])
  })

  test('is done once, as it was seen, and undone without a word', async () => {
    const { app, page, send } = await start()
    const { seen } = await page()
    accepted(await changePlatform(app.ctx(), 'fax', { name: 'Telefax' }))
    expect([(await send(seen)).status, (await told(app).execute()).length]).toEqual([409, 0])
    const now = await page()
    expect([(await send(now.seen)).status, (await send(now.seen)).status]).toEqual([303, 303])
    expect((await told(app).execute()).length).toBe(1)
    expect(app.standIns.published).toBe(1)
    const archived = await page()
    expect(archived).toMatchObject({ isArchived: true, uses: [] })
    expect((await send(archived.seen, 'back')).status).toBe(303)
    expect((await page()).isArchived).toBe(false)
    expect((await told(app).execute()).length).toBe(1)
  })

  test('leaves it archived where another has its name by now, and says so', async () => {
    const { app, page, send } = await start()
    await send((await page()).seen)
    accepted(await createPlatform(app.ctx(), { id: 'telex', name: 'FAX', group: 'Legacy' }))
    const taken = await send((await page()).seen, 'back')
    expect([taken.status, taken.view?.isArchived, taken.view?.faults[0]?.says]).toMatchObject([
      409,
      true,
      expect.stringContaining('"telex" is called "FAX"'),
    ])
  })
})
