import { platformsUsedBy } from '../../../db/contact/organisations.ts'
import { type IncidentRow, impactRows, impactsSince, openIncidents } from '../../../db/incident/public.ts'
import { begunMaintenances } from '../../../db/maintenance/maintenances.ts'
import { listProgrammes } from '../../../db/maintenance/programmes.ts'
import { archivedAt, archivings } from '../../../db/platform/archivings.ts'
import { listPlatforms } from '../../../db/platform/platforms.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { resolveAll } from '../../domain/maintenance/calendar.ts'
import { isOver } from '../../domain/maintenance/maintenance.ts'
import {
  type Day,
  lastDays,
  maintenanceIntervals,
  type PastDays,
  pastDays,
  standingOf,
} from '../../domain/platform/uptime.ts'
import { DAY, type Instant, type PlatformState } from '../../domain/vocabulary.ts'
import { listMaintenances, type MaintenanceInFull } from '../maintenances.ts'
import { type Platform, platformOf } from '../platforms.ts'

const YEAR = 365
/** More windows than any page shows. */
const WINDOWS = 500

/** How a platform that a customer uses fares now, since when (null: for longer than a year), and over a year. */
export interface UsedPlatform extends Platform, PastDays {
  state: PlatformState
  since: Instant | null
}

/** What happens, and what is planned, on the platforms that a customer uses. */
export interface Concerns {
  days: Day[]
  platforms: UsedPlatform[]
  open: { row: IncidentRow; platforms: string[] }[]
  windows: MaintenanceInFull[]
}

export async function readConcerns(
  db: Reader,
  organisationId: string,
  { now, zone }: { now: Instant; zone: string },
): Promise<Concerns> {
  const used = new Set((await platformsUsedBy(db, [organisationId])).get(organisationId))
  const platforms = (await listPlatforms(db, { archived: true })).filter(({ id }) => used.has(id))
  const days = lastDays(now, YEAR, zone)
  const from = days[0]?.from ?? now
  const begun = resolveAll(await listProgrammes(db), await begunMaintenances(db, from))
  const impacts = Map.groupBy(await impactsSince(db, from), ({ platform_id }) => platform_id)
  const names = new Map(platforms.map(({ id, name }) => [id, name]))
  const ahead = await listMaintenances(db, { startsAt: now, endsAt: now + YEAR * DAY }, {}, { now, limit: WINDOWS })
  const archived = await archivings(db)
  return {
    days,
    platforms: platforms.map((platform) => {
      const ran = begun.filter((one) => one.platforms.includes(platform.id))
      const touched = impacts.get(platform.id) ?? []
      const incidents = touched.map(({ impact, from_at: from, until_at: until }) => ({ state: impact, from, until }))
      return {
        ...platformOf(platform),
        ...pastDays(
          days,
          { createdAt: platform.created_at, archivedAt: archivedAt(platform, archived), incidents, ran },
          now,
        ),
        ...standingOf([...incidents, ...maintenanceIntervals(ran)]),
      }
    }),
    open: await openOn(db, names),
    windows: ahead.filter(
      ({ maintenance }) => !isOver(maintenance) && maintenance.platforms.some((id) => used.has(id)),
    ),
  }
}

/** Open incidents that touch these platforms, with which of them. */
async function openOn(db: Reader, names: ReadonlyMap<string, string>): Promise<Concerns['open']> {
  const open = await openIncidents(db)
  const touched = Map.groupBy(
    await impactRows(
      db,
      open.map(({ id }) => id),
    ),
    ({ incident_id }) => incident_id,
  )
  return open.flatMap((row) => {
    const ids = new Set(touched.get(row.id)?.map(({ platform_id }) => platform_id))
    const platforms = [...names].flatMap(([id, name]) => (ids.has(id) ? [name] : []))
    return platforms.length > 0 ? [{ row, platforms }] : []
  })
}
