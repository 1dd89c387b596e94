import { expect, test } from 'vitest'
import { MINUTE } from '../../../../server/domain/vocabulary.ts'
import type { DeskMaintenanceView } from '../../../../src/views.ts'
import { deskOf, NIGHT_WORK, ownFields } from '../../../support/app/desk/maintenance.ts'
import { NOVEMBER, withMonthly } from '../../../support/app/maintenance-api.ts'
import { onEachDatabase } from '../../../support/database.ts'

onEachDatabase('a form about a window that somebody has overtaken', (fresh) => {
  async function start() {
    const desk = await deskOf((await fresh()).db)
    const { call, clock } = desk.app
    const change = (id: string, body: object) => call(`PATCH /maintenances/${id}`, { as: 'lead', body })
    /** Sends a note as whoever opened the page before all that. */
    const late = async (id: string, opened: DeskMaintenanceView, way: 'note' | 'details', fields: object) => {
      const form = opened.forms[way]
      const sent = await desk.send(`/staff/maintenance/${id}/${way}/`, { ...ownFields(form), do: 'do', ...fields })
      const { faults = [], forms = {} } = (sent.view ?? {}) as Partial<DeskMaintenanceView>
      return { status: sent.status, says: faults.map(({ says }) => says), fields: faults.map((f) => f.field), forms }
    }
    return { ...desk, change, late, clock, call }
  }
  const TOLD = /^This maintenance has changed since you opened it\./

  test('lists who changed what of it and when, the oldest first, and nothing from before', async () => {
    const { plan, page, change, late, clock } = await start()
    const { id } = await plan(NIGHT_WORK)
    await change(id, { title: 'Before all that' })
    const opened = await page(id)
    clock.now += MINUTE
    await change(id, { title: 'Another controller', description: 'Both are replaced.' })
    clock.now += MINUTE
    await change(id, { endsAt: '2026-11-22T08:30:00Z' })
    const { status, says, fields, forms } = await late(id, opened, 'note', { body: 'News.' })
    expect([status, fields]).toEqual([409, [null, null, null]])
    expect(says).toEqual([
      expect.stringMatching(TOLD),
      expect.stringMatching(/^.*lead.*, 05:01 MST: Changed\. It concerns: .*Title.*What is done/),
      expect.stringMatching(/^.*lead.*, 05:02 MST: Moved\. It concerns: Ends\.$/),
    ])
    expect((await late(id, { ...opened, forms }, 'note', { body: 'News.' })).status).toBe(303)
  })

  test('lists that its programme was changed, also beside a fault of its own', async () => {
    const { app, page, late, clock, call } = await start()
    await withMonthly(app)
    const opened = await page(NOVEMBER)
    clock.now += MINUTE
    const [programme] = NOVEMBER.split('-')
    const changed = await call(`PATCH /programmes/${programme}`, { as: 'admin', body: { reason: 'Wear.' } })
    expect(changed.status).toBe(200)
    const { status, says } = await late(NOVEMBER, opened, 'details', { title: 'x'.repeat(300) })
    expect([status, says.slice(1)]).toEqual([
      422,
      [expect.stringMatching(TOLD), expect.stringMatching(/, 05:01 MST: Its programme was changed\.$/)],
    ])
  })

  test('takes nothing from whoever names more than there is to see', async () => {
    const { plan, page, late } = await start()
    const { id } = await plan(NIGHT_WORK)
    const opened = await page(id)
    const base = `${(opened.forms.note?.draft.base ?? 0) + 1}`
    const { status, says, forms } = await late(id, opened, 'note', { body: 'News.', base })
    expect([status, says]).toEqual([422, [expect.stringContaining('something that is not there')]])
    expect((await page(id)).updates).toHaveLength(opened.updates.length)
    expect((await late(id, { ...opened, forms }, 'note', { body: 'News.' })).status).toBe(303)
  })
})
