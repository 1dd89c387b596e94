import { platformsUsedBy } from '../../../db/contact/organisations.ts'
import {
  type ImpactInterval,
  type IncidentRow,
  impactRows,
  impactsSince,
  openIncidents,
} from '../../../db/incident/public.ts'
import { begunMaintenances } from '../../../db/maintenance/maintenances.ts'
import { listProgrammes } from '../../../db/maintenance/programmes.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { resolveAll } from '../../domain/maintenance/calendar.ts'
import { isOver, type Maintenance } from '../../domain/maintenance/maintenance.ts'
import { worst } from '../../domain/platform/state.ts'
import {
  type Day,
  type Interval,
  lastDays,
  maintenanceIntervals,
  type PastDays,
  pastDays,
} from '../../domain/platform/uptime.ts'
import { DAY, type Instant, type PlatformState } from '../../domain/vocabulary.ts'
import { listMaintenances, type MaintenanceInFull } from '../maintenances.ts'
import { listPlatforms, type Platform } from '../platforms.ts'

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
  return {
    days,
    platforms: platforms.map((platform) => {
      const ran = begun.filter((one) => one.platforms.includes(platform.id))
      return { ...platform, ...faring(days, impacts.get(platform.id) ?? [], ran, now) }
    }),
    open: await openOn(db, names),
    windows: ahead.filter(
      ({ maintenance }) => !isOver(maintenance) && maintenance.platforms.some((id) => used.has(id)),
    ),
  }
}

function faring(days: Day[], impacts: readonly ImpactInterval[], ran: readonly Maintenance[], now: Instant) {
  const incidents = impacts.map(({ impact, from_at: from, until_at: until }) => ({ state: impact, from, until }))
  return { ...pastDays(days, incidents, ran, now), ...standing([...incidents, ...maintenanceIntervals(ran)]) }
}

/** The state that runs now, and since when. */
function standing(intervals: readonly Interval[]): Pick<UsedPlatform, 'state' | 'since'> {
  const running = intervals.filter(({ until, state }) => until === null && state !== 'operational')
  const state = worst(running.map((one) => one.state))
  const began = running.filter((one) => one.state === state).map(({ from }) => from)
  const ended = intervals.flatMap(({ state, until }) => (until === null || state === 'operational' ? [] : [until]))
  if (running.length > 0) return { state, since: Math.min(...began) }
  return { state, since: ended.length > 0 ? Math.max(...ended) : null }
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
