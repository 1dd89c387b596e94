import { maintenanceIdsAfter } from '../../../db/maintenance/public.ts'
import type { Db } from '../../../db/schema/index.ts'
import type { Maintenance } from '../../domain/maintenance/maintenance.ts'
import { DAY, type Instant } from '../../domain/vocabulary.ts'
import type { Facts } from '../facts/facts.ts'
import { horizonOf } from '../facts/maintenance.ts'
import { monthOf } from '../facts/months.ts'
import type { TroubleBook } from '../facts/uptime-cache.ts'
import { type Document, historyPage, monthPage, platformPage } from './documents.ts'
import type { Happening, Touched } from './invalidation.ts'
import { maintenanceListPage, maintenanceLists, maintenancePage, platformCalendar } from './maintenance.ts'

/** What events about windows touch beyond the home page and their platforms' pages. Notes in `book` what ran. */
export async function maintenanceTouched(
  events: readonly Happening[],
  facts: Facts,
  book: TroubleBook,
): Promise<Pick<Touched, 'pages' | 'rest'>> {
  const ids = [...new Set(events.flatMap((event) => event.maintenance_id ?? []))]
  if (ids.length === 0) return { pages: [], rest: [] }
  const windows = (await Promise.all(ids.map((id) => facts.maintenance(id)))).filter((one) => one !== null)
  for (const { maintenance } of windows) book.noteMaintenance(maintenance)
  const begun = windows.filter(({ maintenance }) => maintenance.beganAt !== null)
  const months = new Set(begun.map(({ maintenance }) => monthOf(maintenance.startsAt, facts.site.zone)))
  const platforms = new Set(windows.flatMap(({ maintenance }) => maintenance.platforms))
  return {
    pages: [...ids.map(maintenancePage), maintenanceListPage],
    rest: [
      ...(await maintenanceLists(facts)),
      ...[...platforms].map(platformCalendar),
      ...(months.size > 0 ? [historyPage] : []),
      ...[...months].map(monthPage),
    ],
  }
}

/** The horizon moves with every day: windows come into sight at its end, and lists begin later. */
export async function maintenanceTouchedByDay(facts: Facts, before: Instant): Promise<Document[]> {
  const seen = horizonOf(before, facts.site.zone) - DAY
  const [platforms, ahead] = await Promise.all([facts.platforms(), facts.ahead()])
  return [
    ...(await maintenanceLists(facts)),
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
export async function* everythingOfMaintenance(db: Db, facts: Facts): AsyncGenerator<Document[]> {
  const ahead = await facts.ahead()
  const platforms = (await facts.platforms()).list
  yield [...(await maintenanceLists(facts)), ...platforms.map(({ id }) => platformCalendar(id))]
  yield ahead.map(({ id }) => maintenancePage(id))
  for (let ids = await maintenanceIdsAfter(db, '', SLICE); ids.length > 0; ) {
    yield ids.map(maintenancePage)
    ids = await maintenanceIdsAfter(db, ids.at(-1) as string, SLICE)
  }
}
