import { calendar } from '../../server/domain/maintenance/calendar.ts'
import type { Surroundings } from '../../server/domain/maintenance/conflicts.ts'
import type { Window } from '../../server/domain/time/window.ts'
import { impactsOf } from '../incident/impacts.ts'
import { listIncidents } from '../incident/incidents.ts'
import type { Reader } from '../schema/index.ts'
import { maintenancesAround } from './maintenances.ts'
import { listProgrammes } from './programmes.ts'

/** What a window may collide with: other windows of its time, freezes, and open P1Gs. */
export async function maintenanceSurroundings(db: Reader, { startsAt, endsAt }: Window): Promise<Surroundings> {
  const programmes = await listProgrammes(db)
  const interval = { startsAt, endsAt }
  const windows = calendar(programmes, await maintenancesAround(db, interval), interval)
  const open = await listIncidents(db, { open: true, priority: 'P1G' }, { limit: 100 })
  const impacts = await impactsOf(
    db,
    open.map(({ id }) => id),
  )
  const openP1Gs = open.map(({ id, title }) => ({
    id,
    title,
    platforms: impacts
      .filter(({ incident_id, impact }) => incident_id === id && impact !== 'operational')
      .map(({ platform_id }) => platform_id),
  }))
  return { windows, programmes, openP1Gs }
}
