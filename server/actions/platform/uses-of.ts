import { listIncidents } from '../../../db/incident/incidents.ts'
import { openMaintenances } from '../../../db/maintenance/maintenances.ts'
import { listProgrammes } from '../../../db/maintenance/programmes.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { resolveAll } from '../../domain/maintenance/calendar.ts'
import { isRunning } from '../../domain/maintenance/maintenance.ts'
import { object, type Said, says } from '../../domain/said.ts'

const ALL = Number.MAX_SAFE_INTEGER

/** Something that keeps a platform in use, with what is to be done about it first. */
interface Use extends Said {
  of: 'incident' | 'maintenance' | 'programme'
  id: string
}

/** All that keeps a platform in use, each in a sentence with its id and what to do about it. */
export async function usesOf(db: Reader, id: string): Promise<Use[]> {
  const incidents = await listIncidents(db, { open: true, platform: id, drills: true }, { limit: ALL })
  const programmes = await listProgrammes(db)
  const windows = resolveAll(programmes, await openMaintenances(db)).filter(({ platforms }) => platforms.includes(id))
  const naming = programmes.filter(({ platforms, archived }) => !archived && platforms.includes(id))
  return [
    ...incidents.map((one): Use => {
      const said = says`The open incident ${object('incident', one.id)} affects it: resolve that first.`
      return { of: 'incident', id: one.id, ...said }
    }),
    ...windows.map((one): Use => {
      const window = object('maintenance', one.id)
      const said = isRunning(one)
        ? says`The running maintenance ${window} affects it: complete that first.`
        : says`The planned maintenance ${window} affects it: change or cancel that first.`
      return { of: 'maintenance', id: one.id, ...said }
    }),
    ...naming.map((one): Use => {
      const detail = `The programme "${one.id}" names it: take it out of its platforms first.`
      return { of: 'programme', id: one.id, detail, parts: [detail.replace(`"${one.id}"`, `“${one.title}”`)] }
    }),
  ]
}
