import { lastChange } from '../../../db/delivery/events.ts'
import { archivedAt, archivings } from '../../../db/platform/archivings.ts'
import { listPlatforms } from '../../../db/platform/platforms.ts'
import type { Reader, Row } from '../../../db/schema/index.ts'
import { planShown } from '../../../db/seed/support.ts'
import type { Site } from '../../../src/views.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { daysUntil } from './days.ts'
import { incidentSnapshot } from './incidents.ts'
import { maintenanceSnapshot } from './maintenance.ts'
import { monthSpan } from './months.ts'
import { createOnce } from './once.ts'
import { promiseSnapshot } from './promises.ts'
import { readTrouble } from './trouble.ts'
import type { UptimeCache } from './uptime-cache.ts'

export type { IncidentWithImpacts, IncidentWithUpdates } from './incidents.ts'
export type PlatformRow = Row<'platforms'>

export interface Platforms {
  /** Those in use, in page order: what stands where now. */
  list: readonly PlatformRow[]
  /** Archived ones, too: the past goes on naming them. */
  byId: ReadonlyMap<string, PlatformRow>
}

/** What documents are made of: each answer is read from the database once, however many documents ask. */
export type PublishSnapshot = ReturnType<typeof createSnapshot>

/** A snapshot as of `now`. Take a new one for every batch of documents: it does not notice later changes. */
export function createSnapshot(db: Reader, site: Site, plan: Plan, now: Instant, uptimeCache: UptimeCache) {
  const { zone } = site
  const once = createOnce()
  return {
    site,
    plan: planShown(plan, site.demo),
    now,
    ...incidentSnapshot(db, now, zone, once),
    ...maintenanceSnapshot(db, now, zone, once),
    ...promiseSnapshot(db, now, zone, once),
    /** The last calendar days in the provider's zone. */
    days: (count: number) => daysUntil(now, count, zone),
    platforms: () =>
      once('platforms', async (): Promise<Platforms> => {
        const all = await listPlatforms(db, { archived: true })
        const list = all.filter(({ archived }) => archived === 0)
        return { list, byId: new Map(all.map((platform) => [platform.id, platform])) }
      }),
    /** When the public was last told something, by the event that a page is made after. */
    lastChange: (event: number) => once(`change ${event}`, () => lastChange(db, event)),
    /** What happened to a platform in the last year. */
    happened: (platformId: string) => uptimeCache.happened(platformId),
    /** When platforms were archived: a later change of their names moves `updated_at`, not this. */
    archivings: () => once('archivings', () => archivings(db)),
    /** What was done to platforms in a month: read for it, since that may be years ago. */
    troubleIn: (month: string) =>
      once(`trouble ${month}`, () => {
        const { from, until } = monthSpan(month, zone)
        return readTrouble(db, from, until)
      }),
    /** How a platform that is in use fared on the last `count` days. */
    past: (platform: Pick<PlatformRow, 'id' | 'created_at'>, count: number) =>
      uptimeCache.pastDays(platform, daysUntil(now, count, zone), now),
    /** The same of any, until it was archived. */
    pastOf: async (platform: PlatformRow, count: number) => {
      const at = platform.archived === 1 ? archivedAt(platform, await once('archivings', () => archivings(db))) : null
      return uptimeCache.pastDays(platform, daysUntil(now, count, zone), now, at)
    },
  }
}
