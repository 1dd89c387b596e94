import { type ImpactInterval, impactsSince } from '../../../db/incident/public.ts'
import { begunMaintenances } from '../../../db/maintenance/maintenances.ts'
import { listProgrammes } from '../../../db/maintenance/programmes.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { resolveAll } from '../../domain/maintenance/calendar.ts'
import type { Maintenance } from '../../domain/maintenance/maintenance.ts'
import type { Interval } from '../../domain/platform/uptime.ts'
import type { Instant } from '../../domain/vocabulary.ts'

/** What incidents and maintenance did to platforms. */
export interface Trouble {
  impacts: readonly ImpactInterval[]
  ran: readonly Maintenance[]
}

/** All of it that lasted beyond `since`; with `before`, that alone which began by then. */
export async function readTrouble(db: Reader, since: Instant, before?: Instant): Promise<Trouble> {
  const [impacts, begun, programmes] = await Promise.all([
    impactsSince(db, since, before),
    begunMaintenances(db, since, before),
    listProgrammes(db),
  ])
  return { impacts, ran: resolveAll(programmes, begun) }
}

/** What incidents did, in the terms of uptime. */
export function intervalsOf(impacts: readonly ImpactInterval[]): Interval[] {
  return impacts.map(({ impact, from_at, until_at }) => ({ state: impact, from: from_at, until: until_at }))
}
