import { programmesElsewhere } from '../../queries/programmes.ts'
import type { ExaminedData, Finding } from './finding.ts'

/** Programmes whose times are not in the zone that everything else is shown in. */
export async function programmeFindings({ db, config }: ExaminedData): Promise<Finding[]> {
  const { zone } = config.plan
  const elsewhere = await programmesElsewhere(db, zone)
  if (elsewhere.length === 0) return [{ level: 'ok', text: `programmes: all work in ${zone}` }]
  return elsewhere.map((programme) => ({
    level: 'warn',
    text: `programmes: ${programme.id} works in ${programme.zone}, the plan file says ${zone}`,
    mend: wayOut(programme.follows),
  }))
}

function wayOut(follows: boolean): string {
  return follows
    ? 'It follows at the next start of the server.'
    : 'Somebody has changed it, so it stays. To move it, give it the zone with PATCH /api/v1/programmes/{id}.'
}
