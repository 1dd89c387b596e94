import { type CalendarScope, calendarLink, calendarPath, makeCalendar, programmeData } from '../calendars/calendars.ts'
import { maintenanceMonthPath, maintenancePath, programmeDataPath } from '../facts/addresses.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { feedLinks } from '../feeds/feeds.ts'
import { maintenanceMonths, maintenanceMonthView, maintenancesView, maintenanceView } from '../views/maintenance.ts'
import { type Document, json, page } from './documents.ts'

export const maintenanceListPage: Document = page('/maintenance/', async (snapshot) => ({
  view: await maintenancesView(snapshot),
  feeds: feedsOf(snapshot),
}))

export function maintenancePage(id: string): Document {
  return page(maintenancePath(id), async (snapshot) => ({
    view: await maintenanceView(snapshot, id),
    feeds: feedsOf(snapshot),
  }))
}

function maintenanceMonthPage(month: string): Document {
  return page(maintenanceMonthPath(month), async (snapshot) => ({
    view: await maintenanceMonthView(snapshot, month),
    feeds: feedsOf(snapshot),
  }))
}

function feedsOf({ site }: PublishSnapshot) {
  return [calendarLink(site, { about: 'everything' }), ...feedLinks(site)]
}

/** Everything that shows windows as a list: its page first, then calendars and months. */
export async function maintenanceLists(snapshot: PublishSnapshot): Promise<Document[]> {
  const programmes = await snapshot.programmes()
  const months = await maintenanceMonths(snapshot)
  return [
    maintenanceListPage,
    calendarDocument({ about: 'everything' }),
    ...months.map(maintenanceMonthPage),
    ...programmes.flatMap(({ id }) => programmeDocuments(id)),
  ]
}

export function platformCalendar(id: string): Document {
  return calendarDocument({ about: 'platform', id })
}

function programmeDocuments(id: string): Document[] {
  return [
    calendarDocument({ about: 'programme', id }),
    json(programmeDataPath(id), (snapshot) => programmeData(snapshot, id)),
    json(`/programmes/${id}/calendar.json`, (snapshot) => programmeData(snapshot, id)),
  ]
}

function calendarDocument(scope: CalendarScope): Document {
  return { path: calendarPath(scope), make: ({ snapshot }) => makeCalendar(snapshot, scope) }
}
