import { programmesElsewhere, singleWindowsElsewhere } from '../../queries/programmes.ts'
import type { ExaminedData, Finding } from './finding.ts'

/** Programmes and windows whose times are not in the zone that everything else is shown in. */
export async function programmeFindings({ db, config }: ExaminedData): Promise<Finding[]> {
  const { zone } = config.plan
  const elsewhere = await programmesElsewhere(db, zone)
  const windows = await singleWindowsElsewhere(db, zone)
  if (elsewhere.length + windows === 0) return [{ level: 'ok', text: `programmes: all work in ${zone}` }]
  return [
    ...elsewhere.map(
      (programme): Finding => ({
        level: 'warn',
        text: `programmes: ${programme.id} works in ${programme.zone} with its windows, the plan file says ${zone}`,
        mend: wayOut(programme.follows),
      }),
    ),
    ...(windows > 0 ? [windowsFinding(windows, zone)] : []),
  ]
}

function windowsFinding(count: number, zone: string): Finding {
  const text = `programmes: ${count} ${count === 1 ? 'window' : 'windows'} of none told in another zone, the plan file says ${zone}`
  return { level: 'warn', text, mend: 'They follow at the next start of the server.' }
}

function wayOut(follows: boolean): string {
  return follows
    ? 'It follows at the next start of the server.'
    : 'Somebody has changed it, so it stays. To move it, give it the zone with PATCH /api/v1/programmes/{id}.'
}
