import { type PostmortemRow, postmortemsOf } from '../../../db/incident/postmortems.ts'
import {
  firstOpening,
  type ImpactRow,
  type IncidentRow,
  impactRows,
  incidentsOpenedIn,
  lastSpokenOf,
  newestIncidents,
  newestIncidentsOf,
  openIncidents,
  publicIncidents,
  resolvedIncidents,
  type UpdateRow,
} from '../../../db/incident/public.ts'
import { updatesOf } from '../../../db/incident/updates.ts'
import { listPlatforms } from '../../../db/platform/platforms.ts'
import type { Reader, Row } from '../../../db/schema/index.ts'
import type { Site } from '../../../src/views.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { DAY, type Instant } from '../../domain/vocabulary.ts'
import { daysUntil } from './days.ts'
import { maintenanceSnapshot } from './maintenance.ts'
import { monthSpan } from './months.ts'
import { promiseSnapshot } from './plan.ts'
import type { UptimeCache } from './uptime-cache.ts'

export type PlatformRow = Row<'platforms'>

/** An incident as lists show it. */
export interface IncidentWithImpacts {
  row: IncidentRow
  /** Everything it did to platforms, oldest first. */
  impacts: readonly ImpactRow[]
}
/** An incident with everything said of it. */
export interface IncidentWithUpdates extends IncidentWithImpacts {
  /** Newest first. */
  updates: readonly UpdateRow[]
  /** On its cause, once there is one. */
  report: PostmortemRow | null
}

/** Platforms that the public sees, in page order. */
export interface Platforms {
  list: readonly PlatformRow[]
  byId: ReadonlyMap<string, PlatformRow>
}

const RECENT = { days: 14, limit: 20 }
/** Statuspage's lists hold 50; feeds and a platform's page show as many. */
const LATEST = 50

/** What documents are made of: each answer is read from the database once, however many documents ask. */
export type PublishSnapshot = ReturnType<typeof createSnapshot>

/** A snapshot as of `now`. Take a new one for every batch of documents: it does not notice later changes. */
export function createSnapshot(db: Reader, site: Site, plan: Plan, now: Instant, uptimeCache: UptimeCache) {
  const incidents = new Map<string, Promise<IncidentWithUpdates | null>>()
  const once = remember()

  const withImpacts = async (rows: readonly IncidentRow[]): Promise<IncidentWithImpacts[]> => {
    const impacts = await impactRows(
      db,
      rows.map((row) => row.id),
    )
    const byIncident = Map.groupBy(impacts, (impact) => impact.incident_id)
    return rows.map((row) => ({ row, impacts: byIncident.get(row.id) ?? [] }))
  }
  const withUpdates = async (listed: readonly IncidentWithImpacts[]): Promise<IncidentWithUpdates[]> => {
    const ids = listed.map(({ row }) => row.id)
    const [updates, reports] = await Promise.all([updatesOf(db, ids), postmortemsOf(db, ids)])
    const byIncident = Map.groupBy(updates, (update) => update.incident_id)
    const reportOn = new Map(reports.map((report) => [report.incident_id, report]))
    return listed.map((incident) => {
      const { id } = incident.row
      return { ...incident, updates: byIncident.get(id) ?? [], report: reportOn.get(id) ?? null }
    })
  }
  const complete = async (rows: readonly IncidentRow[]) => withUpdates(await withImpacts(rows))

  const listedOf = (platformId: string) =>
    once(`listed ${platformId}`, async () => withImpacts(await newestIncidentsOf(db, platformId, LATEST)))

  const snapshot = {
    site,
    plan,
    now,
    ...maintenanceSnapshot(db, now, site.zone, once),
    ...promiseSnapshot(db, now, site.zone, once),
    /** The last calendar days in the provider's zone. */
    days: (count: number) => daysUntil(now, site.zone, count),
    platforms: () =>
      once('platforms', async (): Promise<Platforms> => {
        const list = await listPlatforms(db)
        return { list, byId: new Map(list.map((platform) => [platform.id, platform])) }
      }),
    /** Open incidents, newest first. */
    open: () => once('open', async () => complete(await openIncidents(db))),
    /** Lately resolved incidents, newest first. */
    recent: () =>
      once('recent', async () => withImpacts(await resolvedIncidents(db, now - RECENT.days * DAY, RECENT.limit))),
    /** The newest incidents in every phase. */
    latest: () => once('latest', async () => complete(await newestIncidents(db, LATEST))),
    /** A platform's newest incidents: for its page without their updates, for its feeds with them. */
    listedOf,
    latestOf: (platformId: string) => once(`latest ${platformId}`, async () => withUpdates(await listedOf(platformId))),
    /** The incidents that were spoken of last, in no particular order. */
    spokenOf: () =>
      once('spoken of', async () => {
        const ids = await lastSpokenOf(db, LATEST)
        await snapshot.load(ids)
        return (await Promise.all(ids.map((id) => snapshot.incident(id)))).filter((one) => one !== null)
      }),
    /** How a platform fared on the last `count` days. */
    past: (platformId: string, count: number) => {
      const days = daysUntil(now, site.zone, count)
      return uptimeCache.pastDays(platformId, days, now)
    },
    month: (month: string) =>
      once(`month ${month}`, async () => {
        const { from, until } = monthSpan(month, site.zone)
        return withImpacts(await incidentsOpenedIn(db, from, until))
      }),
    firstOpening: () => once('first', () => firstOpening(db)),
    /** One incident with its updates; null for a drill or an unknown id. */
    incident: async (id: string): Promise<IncidentWithUpdates | null> => {
      const known = incidents.get(id)
      if (known) return known
      await snapshot.load([id])
      return incidents.get(id) ?? null
    },
    /** Reads many incidents at once, so that `incident` finds them. */
    load: async (ids: readonly string[]): Promise<void> => {
      const missing = ids.filter((id) => !incidents.has(id))
      const loaded = publicIncidents(db, missing)
        .then(complete)
        .then((incidents) => new Map(incidents.map((incident) => [incident.row.id, incident])))
      for (const id of missing)
        incidents.set(
          id,
          loaded.then((found) => found.get(id) ?? null),
        )
      await loaded
    },
  }
  return snapshot
}

/** Runs each named question once; a failed one may be asked again. */
function remember(): <T>(name: string, ask: () => Promise<T>) => Promise<T> {
  const answers = new Map<string, Promise<unknown>>()
  return <T>(name: string, ask: () => Promise<T>) => {
    const known = answers.get(name) as Promise<T> | undefined
    if (known) return known
    const answer = ask()
    answers.set(name, answer)
    return answer
  }
}
