import { listIncidents } from '../../../db/incident/incidents.ts'
import { openMaintenances } from '../../../db/maintenance/maintenances.ts'
import { listProgrammes } from '../../../db/maintenance/programmes.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { resolveAll } from '../../domain/maintenance/calendar.ts'
import { isRunning } from '../../domain/maintenance/maintenance.ts'

const ALL = Number.MAX_SAFE_INTEGER

/** All that keeps a platform in use, each in a sentence with its id and what to do about it. */
export async function usesOf(trx: Trx, id: string): Promise<string[]> {
  const incidents = await listIncidents(trx, { open: true, platform: id, drills: true }, { limit: ALL })
  const programmes = await listProgrammes(trx)
  const windows = resolveAll(programmes, await openMaintenances(trx)).filter(({ platforms }) => platforms.includes(id))
  const naming = programmes.filter(({ platforms, archived }) => !archived && platforms.includes(id))
  return [
    ...incidents.map((one) => `The open incident "${one.id}" affects it: resolve that first.`),
    ...windows.map((one) =>
      isRunning(one)
        ? `The running maintenance "${one.id}" affects it: complete that first.`
        : `The planned maintenance "${one.id}" affects it: change or cancel that first.`,
    ),
    ...naming.map((one) => `The programme "${one.id}" names it: take it out of its platforms first.`),
  ]
}
