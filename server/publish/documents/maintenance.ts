import { type CalendarScope, calendarLink, calendarPath, makeCalendar, programmeData } from '../calendars/calendars.ts'
import { maintenanceMonthPath, maintenancePath, programmeDataPath } from '../facts/addresses.ts'
import type { Facts } from '../facts/facts.ts'
import { feedLinks } from '../feeds/feeds.ts'
import { maintenanceMonths, maintenanceMonthView, maintenancesView, maintenanceView } from '../views/maintenance.ts'
import { type Document, json, page } from './documents.ts'

export const maintenanceListPage: Document = page('/maintenance/', async (facts) => ({
  view: await maintenancesView(facts),
  feeds: feedsOf(facts),
}))

export function maintenancePage(id: string): Document {
  return page(maintenancePath(id), async (facts) => ({ view: await maintenanceView(facts, id), feeds: feedsOf(facts) }))
}

export function maintenanceMonthPage(month: string): Document {
  return page(maintenanceMonthPath(month), async (facts) => ({
    view: await maintenanceMonthView(facts, month),
    feeds: feedsOf(facts),
  }))
}

function feedsOf({ site }: Facts) {
  return [calendarLink(site, { about: 'everything' }), ...feedLinks(site)]
}

/** Everything that shows windows as a list: its page first, then calendars and months. */
export async function maintenanceLists(facts: Facts): Promise<Document[]> {
  const programmes = await facts.programmes()
  const months = await maintenanceMonths(facts)
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
    json(programmeDataPath(id), (facts) => programmeData(facts, id)),
    json(`/programmes/${id}/calendar.json`, (facts) => programmeData(facts, id)),
  ]
}

function calendarDocument(scope: CalendarScope): Document {
  return { path: calendarPath(scope), make: ({ facts }) => makeCalendar(facts, scope) }
}
