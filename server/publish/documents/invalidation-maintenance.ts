import { maintenanceIdsAfter } from '../../../db/maintenance/public.ts'
import type { Db } from '../../../db/schema/index.ts'
import type { Maintenance } from '../../domain/maintenance/maintenance.ts'
import { DAY, type Instant } from '../../domain/vocabulary.ts'
import { horizonOf } from '../facts/maintenance.ts'
import { monthOf } from '../facts/months.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import type { UptimeCache } from '../facts/uptime-cache.ts'
import { type Document, historyPage, monthPage, platformPage } from './documents.ts'
import type { PublicEvent, Touched } from './invalidation.ts'
import { maintenanceListPage, maintenanceLists, maintenancePage, platformCalendar } from './maintenance.ts'

/** What events about windows touch beyond the home page and their platforms' pages. Notes in `uptimeCache` what ran. */
export async function maintenanceTouched(
  events: readonly PublicEvent[],
  snapshot: PublishSnapshot,
  uptimeCache: UptimeCache,
): Promise<Pick<Touched, 'pages' | 'rest'>> {
  const ids = [...new Set(events.flatMap((event) => event.maintenance_id ?? []))]
  if (ids.length === 0) return { pages: [], rest: [] }
  const windows = (await Promise.all(ids.map((id) => snapshot.maintenance(id)))).filter((one) => one !== null)
  for (const { maintenance } of windows) uptimeCache.setMaintenance(maintenance)
  const begun = windows.filter(({ maintenance }) => maintenance.beganAt !== null)
  const months = new Set(begun.map(({ maintenance }) => monthOf(maintenance.startsAt, snapshot.site.zone)))
  const platforms = new Set(windows.flatMap(({ maintenance }) => maintenance.platforms))
  return {
    pages: [...ids.map(maintenancePage), maintenanceListPage],
    rest: [
      ...(await maintenanceLists(snapshot)),
      ...[...platforms].map(platformCalendar),
      ...(months.size > 0 ? [historyPage] : []),
      ...[...months].map(monthPage),
    ],
  }
}

/** The horizon moves with every day: windows come into sight at its end, and lists begin later. */
export async function maintenanceTouchedByDay(snapshot: PublishSnapshot, before: Instant): Promise<Document[]> {
  const seen = horizonOf(before, snapshot.site.zone) - DAY
  const [platforms, ahead] = await Promise.all([snapshot.platforms(), snapshot.ahead()])
  return [
    ...(await maintenanceLists(snapshot)),
    ...platforms.list.map(({ id }) => platformCalendar(id)),
    ...ahead.filter(({ startsAt }) => startsAt >= seen).map(({ id }) => maintenancePage(id)),
  ]
}

/** Where it shows that windows last longer than they were told to. */
export function maintenanceLate(windows: readonly Maintenance[]): Document[] {
  if (windows.length === 0) return []
  const platforms = new Set(windows.flatMap(({ platforms }) => platforms))
  return [...windows.map(({ id }) => maintenancePage(id)), maintenanceListPage, ...[...platforms].map(platformPage)]
}

const SLICE = 50

/** Every document about maintenance, in slices. */
export async function* everythingOfMaintenance(db: Db, snapshot: PublishSnapshot): AsyncGenerator<Document[]> {
  const ahead = await snapshot.ahead()
  const platforms = (await snapshot.platforms()).list
  yield [...(await maintenanceLists(snapshot)), ...platforms.map(({ id }) => platformCalendar(id))]
  yield ahead.map(({ id }) => maintenancePage(id))
  for (let ids = await maintenanceIdsAfter(db, '', SLICE); ids.length > 0; ) {
    yield ids.map(maintenancePage)
    ids = await maintenanceIdsAfter(db, ids.at(-1) as string, SLICE)
  }
}
