import { programmesElsewhere } from '../../queries/programmes.ts'
import type { Finding } from '../finding.ts'
import type { Session } from '../session.ts'

/** Programmes whose times are not in the zone that everything else is shown in. */
export async function programmeFindings({ db, config }: Pick<Session, 'db' | 'config'>): Promise<Finding[]> {
  const { zone } = config.plan
  const elsewhere = await programmesElsewhere(db, zone)
  if (elsewhere.length === 0) return [{ level: 'ok', text: `programmes: all work in ${zone}` }]
  return elsewhere.map((programme) => ({
    level: 'warn',
    text: `programmes: ${programme.id} works in ${programme.zone}, the plan file says ${zone}; ${wayOut(programme.follows)}`,
  }))
}

function wayOut(follows: boolean): string {
  return follows
    ? 'it follows at the next start of the server'
    : 'somebody has changed it, so it stays; if it is to move, give it the zone with PATCH /api/v1/programmes/{id}'
}
