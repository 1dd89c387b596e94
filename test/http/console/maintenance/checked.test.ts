import { expect, test } from 'vitest'
import type { DeskPlanView } from '../../../../src/views.ts'
import { deskOf, NIGHT_WORK } from '../../../support/app/desk/maintenance.ts'
import { MONTHLY } from '../../../support/app/maintenance-api.ts'
import { onEachDatabase } from '../../../support/database.ts'

onEachDatabase('a window that is planned at the desk', (fresh) => {
  const open = async () => deskOf((await fresh()).db)

  test('without what is done, or why, is checked with a warning and can be planned', async () => {
    const desk = await open()
    const lacks = async (filled: Record<string, string>) => {
      const { view } = await desk.plan({ ...NIGHT_WORK, ...filled, do: 'check' })
      return (view as DeskPlanView).form.preview?.lacksDetails
    }
    expect(await lacks({ description: '' })).toBe(true)
    expect(await lacks({})).toBe(true)
    expect(await lacks({ reason: 'The old one fails.' })).toBe(false)
    expect((await desk.plan({ ...NIGHT_WORK, description: '' })).status).toBe(303)
  })

  test('has the impact of its programme where nobody chose another', async () => {
    const desk = await open()
    await desk.app.call('POST /programmes', { as: 'admin', body: { ...MONTHLY, impact: 'none' } })
    const { view } = await desk.get('/staff/maintenance/new/')
    expect((view as DeskPlanView).form.values.impact).toBeUndefined()
    const times = { startsAt: '2026-11-26T23:30', endsAt: '2026-11-27T01:00' }
    const impactOf = async (filled: Record<string, string>) =>
      (await desk.page((await desk.plan({ ...times, ...filled })).id)).impact
    expect(await impactOf({ programme: 'monthly', impact: '' })).toBe('none')
    const single = { ...NIGHT_WORK, startsAt: '2026-12-01T23:30', endsAt: '2026-12-02T01:00', impact: '' }
    expect(await desk.plan(single)).toMatchObject({ status: 303 })
  })
})
