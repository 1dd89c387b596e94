import { findMaintenance, maintenancesAround, openMaintenances } from '../../../db/maintenance/maintenances.ts'
import { noticesOf } from '../../../db/maintenance/notices.ts'
import { listProgrammes } from '../../../db/maintenance/programmes.ts'
import {
  announcedMaintenances,
  calledOffBetween,
  firstMaintenance,
  pastMaintenances,
} from '../../../db/maintenance/public.ts'
import { type MaintenanceUpdateRow, maintenanceUpdatesOf } from '../../../db/maintenance/updates.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { written } from '../../../src/i18n/wording.ts'
import type { Site } from '../../../src/views.ts'
import type { Translations } from '../../domain/incident/incident.ts'
import { calendar, HORIZON_DAYS, inOrder, resolveAll } from '../../domain/maintenance/calendar.ts'
import {
  isOver,
  isRunning,
  type Maintenance,
  planned,
  type StoredMaintenance,
} from '../../domain/maintenance/maintenance.ts'
import type { NoticePromise } from '../../domain/maintenance/notice-plan.ts'
import { occurrenceOn, readOccurrenceId } from '../../domain/maintenance/programme.ts'
import { promisedByRule } from '../../domain/maintenance/promises.ts'
import type { Window } from '../../domain/time/window.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { translationFor, type Wording } from '../../domain/wording.ts'
import { startOf } from './days.ts'
import { monthSpan } from './months.ts'
import type { Once } from './once.ts'

/** A window with what was said of it. */
export interface MaintenanceWithUpdates {
  maintenance: Maintenance
  /** Newest first. */
  updates: readonly MaintenanceUpdateRow[]
}

/** The description of a window for readers: what was told without a text of its own has it translated. */
export function descriptionFor(site: Site, { maintenance, updates }: MaintenanceWithUpdates): Wording {
  const given = updates
    .filter(({ body, translations }) => body === null && translations !== '{}')
    .map(({ translations }) => translations)
  const translated = given.map((one) => translationFor(JSON.parse(one) as Translations, site.locale)?.body)
  return written(
    site,
    maintenance.description,
    translated.find((one) => one !== undefined),
  )
}

/** A window with what was said of it, and what was promised. */
interface MaintenanceWithNotices extends MaintenanceWithUpdates {
  /** In the order they fall due; of a window on record those on record, and none were promised where there are none. */
  notices: readonly NoticePromise[]
}

const PAST = 12
const LATEST = 50
/** What is over stays in calendars for a while: one called off has to be seen as such by whoever subscribes. */
const CALENDAR_PAST = { days: -60 }

/** What documents say of maintenance, as of `now`; each answer is read once. */
export function maintenanceSnapshot(db: Reader, now: Instant, zone: string, once: Once) {
  const programmes = () => once('programmes', () => listProgrammes(db))
  const resolved = async (rows: readonly StoredMaintenance[]) => resolveAll(await programmes(), rows)
  const within = async (interval: Window) =>
    calendar(await programmes(), await maintenancesAround(db, interval), interval)
  const horizon = horizonOf(now, zone)
  const open = () => once('open maintenances', async () => resolved(await openMaintenances(db)))
  const withUpdates = (maintenances: readonly Maintenance[]) => complete(db, maintenances)
  return {
    /** In the order of ids, also archived ones. */
    programmes,
    running: async (): Promise<Maintenance[]> => (await open()).filter(isRunning),
    /** Up to when windows are computed. */
    horizon,
    /** What begins before the horizon, in order; also what was called off. */
    ahead: () =>
      once('maintenances ahead', async () => {
        const windows = await within({ startsAt: now, endsAt: horizon })
        return windows.filter((m) => (isOver(m) ? m.state === 'cancelled' && m.startsAt > now : !isRunning(m)))
      }),
    /** Everything for calendars that people subscribe to. */
    calendarWindows: () =>
      once('calendar windows', async () => {
        const windows = await within({ startsAt: startOf(now, CALENDAR_PAST, zone), endsAt: horizon })
        const known = new Set(windows.map(({ id }) => id))
        return inOrder([...windows, ...(await open()).filter(({ id }) => !known.has(id))])
      }),
    /** Whatever lies at least partly in a month ("2026-11"), past and future. */
    maintenancesIn: (month: string) =>
      once(`maintenances ${month}`, () => {
        const { from, until } = monthSpan(month, zone)
        return within({ startsAt: from, endsAt: Math.min(until, Math.max(horizon, from)) })
      }),
    /** Over, newest first. */
    pastMaintenances: () => once('past maintenances', async () => resolved(await pastMaintenances(db, PAST))),
    /** Windows that were called off and would have started then. */
    calledOffBetween: (after: Instant, until: Instant) => calledOffBetween(db, after, until),
    firstMaintenance: () => once('first maintenance', () => firstMaintenance(db)),
    /** One window, on record or planned by a rule; null where there is none. */
    maintenance: (id: string) =>
      once(`maintenance ${id}`, async (): Promise<MaintenanceWithNotices | null> => {
        const stored = await findMaintenance(db, id)
        const [maintenance] = stored ? await resolved([stored]) : plannedWindow(await programmes(), id)
        const [one] = maintenance ? await withUpdates([maintenance]) : []
        return one ? { ...one, notices: stored ? await noticesOf(db, id) : promisedByRule(one.maintenance) } : null
      }),
    /** The windows that subscribers were told of last, with their updates. */
    announcedMaintenances: () =>
      once('announced maintenances', async () => withUpdates(await resolved(await announcedMaintenances(db, LATEST)))),
    /** Some windows with their updates. */
    withUpdates,
  }
}

async function complete(db: Reader, maintenances: readonly Maintenance[]): Promise<MaintenanceWithUpdates[]> {
  const ids = maintenances.map(({ id }) => id)
  const byMaintenance = Map.groupBy(await maintenanceUpdatesOf(db, ids), (update) => update.maintenance_id)
  return maintenances.map((maintenance) => ({
    maintenance,
    updates: byMaintenance.get(maintenance.id) ?? [],
  }))
}

/** Windows are computed up to the end of a day, so that lists stay the same all day. */
export function horizonOf(now: Instant, zone: string): Instant {
  return startOf(now, { days: HORIZON_DAYS }, zone)
}

function plannedWindow(programmes: Awaited<ReturnType<typeof listProgrammes>>, id: string): Maintenance[] {
  const named = readOccurrenceId(id)
  const programme = programmes.find((one) => one.id === named?.programmeId)
  const occurrence = programme && named ? occurrenceOn(programme, named.date) : null
  return occurrence && programme ? [planned(occurrence, programme)] : []
}
