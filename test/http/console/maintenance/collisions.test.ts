import { expect, test } from 'vitest'
import type { DeskMaintenanceView, DeskPlanView } from '../../../../src/views.ts'
import { deskOf, NIGHT_WORK } from '../../../support/app/desk/maintenance.ts'
import { outage } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'

const P1G_OPEN = 'The P1G "Calls fail" is open on CHAT.'
const says = (view: { faults: { field: string | null; says: string }[] }) =>
  view.faults.map(({ field, says }) => `${field}: ${says}`)

onEachDatabase('maintenance at the desk', (fresh) => {
  test('that collides is planned all the same only where somebody says so', async () => {
    const desk = await deskOf((await fresh()).db)
    await desk.app.call('POST /incidents', {
      as: 'lead',
      body: outage({ platforms: [{ id: 'chat', impact: 'major_outage' }] }),
    })
    // On a window further ahead, the P1G has no bearing.
    expect((await desk.plan({ ...NIGHT_WORK, do: 'check' })).view).toMatchObject({ form: { collisions: [] } })
    desk.app.clock.now = Date.parse('2026-11-21T12:00:00Z')
    const refused = await desk.plan(NIGHT_WORK)
    expect([refused.status, says(refused.view as DeskPlanView)]).toEqual([
      409,
      [`null: ${P1G_OPEN}`, 'null: Choose another time, or do it all the same.'],
    ])
    expect(refused.view).toMatchObject({ form: { collisions: [P1G_OPEN], values: { title: [NIGHT_WORK.title] } } })
    const looked = await desk.plan({ ...NIGHT_WORK, do: 'check' })
    expect(looked.view).toMatchObject({
      form: { collisions: [P1G_OPEN], preview: { collisions: ['The P1G "Calls fail" is open on CHAT.'] } },
    })
    expect((await desk.plan({ ...NIGHT_WORK, do: 'accept', seen: 'Something else.' })).status).toBe(409)
    const planned = await desk.plan({ ...NIGHT_WORK, do: 'accept', seen: P1G_OPEN })
    expect(planned.status).toBe(303)
    // Of a time that collides with yet another one, nobody has been told.
    const later = { ...NIGHT_WORK, startsAt: '2026-11-22T01:30', endsAt: '2026-11-22T03:00' }
    await desk.plan({ ...later, do: 'accept', seen: P1G_OPEN })
    const times = { startsAt: later.startsAt, endsAt: later.endsAt, do: 'accept' }
    const also = '"New session border controller" is at the same time on CHAT.'
    const moved = await desk.act(planned.id, 'move', { ...times, seen: P1G_OPEN })
    expect([moved.status, says(moved.view as DeskMaintenanceView)]).toEqual([
      409,
      [`null: ${also}`, `null: ${P1G_OPEN}`, 'null: Choose another time, or do it all the same.'],
    ])
    // The page opened anew has what was typed, and knows of no collision: it is named again, and the next press does it.
    const kept = (await desk.page(planned.id)).forms.move?.values ?? {}
    const again = await desk.act(planned.id, 'move', kept as Record<string, string[]>)
    const { collisions = [] } = (again.view as DeskMaintenanceView).forms.move ?? {}
    expect([again.status, collisions]).toEqual([409, [also, P1G_OPEN]])
    expect((await desk.act(planned.id, 'move', { ...times, seen: [...collisions] })).status).toBe(303)
  })
})
