import { expect, test } from 'vitest'
import type { DeskMaintenanceView } from '../../../../src/views.ts'
import { deskOf, NIGHT_WORK } from '../../../support/app/desk/maintenance.ts'
import { onEachDatabase } from '../../../support/database.ts'

onEachDatabase('a window', (fresh) => {
  test('whose start is moved keeps its length, unless its end was changed or nobody wants that', async () => {
    const desk = await deskOf((await fresh()).db)
    const shown = async () => (await desk.app.call(`GET /maintenances/${id}`)).json
    const { id } = await desk.plan(NIGHT_WORK)
    const looked = await desk.act(id, 'move', { startsAt: '2026-11-22T22:00', do: 'check' })
    expect((looked.view as DeskMaintenanceView).forms.move?.values).toMatchObject({
      endsAt: ['2026-11-22T23:30'],
      'endsAt.was': ['2026-11-22T23:30'],
    })
    await desk.act(id, 'move', { do: 'discard' })
    await desk.act(id, 'move', { startsAt: '2026-11-22T22:00' })
    expect(await shown()).toMatchObject({ endsAt: '2026-11-23T06:30:00.000Z' })
    await desk.act(id, 'move', { startsAt: '2026-11-22T23:00', endsAt: '2026-11-23T04:00' })
    expect(await shown()).toMatchObject({ endsAt: '2026-11-23T11:00:00.000Z' })
    await desk.act(id, 'move', { startsAt: '2026-11-22T23:30', keepLength: '' })
    expect(await shown()).toMatchObject({ endsAt: '2026-11-23T11:00:00.000Z' })
    // Until somebody has said which of the two starts is meant, the end waits.
    const twice = await desk.act(id, 'move', { startsAt: '2027-11-07T01:30' })
    const values = (twice.view as DeskMaintenanceView).forms.move?.values as Record<string, string[]>
    expect(values).toMatchObject({ endsAt: ['2026-11-23T04:00'] })
    await desk.act(id, 'move', { ...values, 'startsAt.again': 'second' })
    expect(await shown()).toMatchObject({ endsAt: '2027-11-07T13:00:00.000Z' })
  })
})
