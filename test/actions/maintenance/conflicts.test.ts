import { expect, test } from 'vitest'
import { cancelMaintenance } from '../../../server/actions/maintenance/cancel-maintenance.ts'
import { changeMaintenance } from '../../../server/actions/maintenance/change-maintenance.ts'
import { scheduleMaintenance } from '../../../server/actions/maintenance/schedule-maintenance.ts'
import { findMaintenance, maintenanceConflicts } from '../../../server/queries/maintenances.ts'
import { actionContext, opened, p1g } from '../../support/app/actions.ts'
import {
  END_OF_WINDOW,
  nightWindow,
  START_OF_WINDOW,
  scheduled,
  withProgrammes,
} from '../../support/app/maintenance.ts'
import { hours } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { accepted, refused } from '../../support/result.ts'

const go = { acceptConflicts: false }
onEachDatabase('a maintenance that collides', (fresh) => {
  const freshWithProgrammes = async () => withProgrammes((await fresh()).db)

  test('a collision is named, and staff may go on', async () => {
    const db = await freshWithProgrammes()
    const other = await scheduled(db)
    expect(refused(await scheduleMaintenance(actionContext(db), nightWindow()))).toMatchObject({
      kind: 'conflict',
      code: 'maintenance_conflicts',
      fields: [{ pointer: '/startsAt', detail: '"New session border controller" is at the same time on trunks.' }],
    })
    const anyway = accepted(await scheduleMaintenance(actionContext(db), nightWindow({ acceptConflicts: true })))
    expect(anyway.warnings).toMatchObject([{ code: 'overlap', id: other, platforms: ['trunks'] }])
    await scheduled(db, { platforms: ['portal'] })
    accepted(await cancelMaintenance(actionContext(db), other, {}))
    accepted(await cancelMaintenance(actionContext(db), anyway.id, {}))
    await scheduled(db)
  })

  test('a window that a rule plans collides as well, and so does a move onto it', async () => {
    const db = await freshWithProgrammes()
    const result = await scheduleMaintenance(
      actionContext(db),
      nightWindow({ startsAt: START_OF_WINDOW + hours(1), endsAt: END_OF_WINDOW }),
    )
    expect(refused(result).detail).toContain('"Monthly maintenance" is at the same time on trunks')
    const id = await scheduled(db)
    const onto = { startsAt: START_OF_WINDOW + hours(1), endsAt: START_OF_WINDOW + hours(2), ...go }
    expect(refused(await changeMaintenance(actionContext(db), id, onto)).code).toBe('maintenance_conflicts')
    accepted(await changeMaintenance(actionContext(db), id, { title: 'Controller', ...go }))
  })

  test('an open P1G on its platform is named where it begins within a day: one further ahead may well outlast it', async () => {
    const db = await freshWithProgrammes()
    await opened(actionContext(db), p1g())
    const id = await scheduled(db)
    const dayBefore = nightWindow().startsAt - hours(24)
    const named = async (at: number) => {
      const found = await findMaintenance(db, id)
      return found && (await maintenanceConflicts(db, found.maintenance, at)).map(({ code }) => code)
    }
    expect([await named(dayBefore), await named(dayBefore + 1)]).toEqual([[], ['open_p1g']])
    const startsAt = actionContext(db).now + hours(23)
    const soon = nightWindow({ startsAt, endsAt: startsAt + hours(1) })
    const why = { reason: 'The old one fails.' }
    expect(refused(await scheduleMaintenance(actionContext(db), { ...soon, ...why })).fields).toMatchObject([
      { pointer: '/platforms', detail: 'The P1G "Calls failing" is open on trunks.' },
    ])
    await scheduled(db, { ...soon, ...why, platforms: ['fax'] })
  })
})
