import type { FeedLink, View } from '../../../src/views.ts'
import { overall } from '../../domain/platform/state.ts'
import { calendarLink } from '../calendars/calendars.ts'
import * as badge from '../embed/badge.ts'
import { bannerData, bannerScript } from '../embed/banner.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { currentStates } from '../facts/states.ts'
import { feedLinks } from '../feeds/feeds.ts'
import { embedView } from '../views/embed.ts'
import { historyView, publicMonths } from '../views/history.ts'
import { homeView } from '../views/home.ts'
import { incidentView } from '../views/incident.ts'
import { maintenanceMonthView, maintenancesView, maintenanceView } from '../views/maintenance.ts'
import { monthView } from '../views/month.ts'
import { movedView } from '../views/moved.ts'
import { platformPageView } from '../views/platform.ts'
import { promisesView } from '../views/promises.ts'
import { subscribeView } from '../views/subscribe.ts'
import { supportView } from '../views/support.ts'
import type { RenderContext } from './document.ts'
import type { Make } from './family.ts'

/** How each kind of document is made: a view, and the feeds that its page links. */

export const homePage = page(async (snapshot) => ({ view: await homeView(snapshot) }))
export const subscribePage = page(async (snapshot) => ({ view: await subscribeView(snapshot) }))
export const promisesPage = page(async (snapshot) => ({ view: await promisesView(snapshot) }))
export const reportPage = page(async (snapshot, month) => ({ view: await monthView(snapshot, month) }))
export const supportPage = page(async (snapshot) => ({ view: await supportView(snapshot) }))
export const embedPage = page(async (snapshot) => ({ view: await embedView(snapshot) }))
/** What a web server sends when it has nothing better. */
export const errorPage = (status: 404 | 500 | 503) =>
  page(async () => ({ view: { kind: 'error', status, wait: null } }))

export const incidentPage = page(async (snapshot, id) => ({
  view: (await movedView(snapshot, id)) ?? (await incidentView(snapshot, id)),
  feeds: feedLinks(snapshot.site, { incident: id }),
}))

export const platformPage = page(async (snapshot, id) => {
  const view = await platformPageView(snapshot, id)
  const feeds = feedLinks(snapshot.site, { platform: id, name: view?.platform.name ?? '' })
  return { view, feeds: [calendarLink(snapshot.site, { about: 'platform', id }), ...feeds] }
})

export const maintenanceListPage = page(async (snapshot) => ({
  view: await maintenancesView(snapshot),
  feeds: maintenanceFeeds(snapshot),
}))
export const maintenanceMonthPage = page(async (snapshot, month) => ({
  view: await maintenanceMonthView(snapshot, month),
  feeds: maintenanceFeeds(snapshot),
}))
export const maintenancePage = page(async (snapshot, id) => ({
  view: await maintenanceView(snapshot, id),
  feeds: maintenanceFeeds(snapshot),
}))

function maintenanceFeeds({ site }: PublishSnapshot): FeedLink[] {
  return [calendarLink(site, { about: 'everything' }), ...feedLinks(site)]
}

/** A month that has two addresses is rendered once. */
export const monthPage = (context: RenderContext, month: string): Promise<string | null> => {
  const path = `/history/${month}/`
  return context.shared.get(`${context.snapshot.site.locale} ${path}`, () =>
    page(async (snapshot) => ({ view: await historyView(snapshot, month) }))(context, month, path),
  )
}

/** The page of this month, under its short name too. */
export const historyPage: Make = async (context) => {
  const [month = ''] = await publicMonths(context.snapshot)
  return monthPage(context, month)
}

export const nowDocument: Make = async ({ snapshot, event }) => {
  const { indicator, key } = overall([...(await currentStates(snapshot)).values()])
  return JSON.stringify({ event, at: new Date(snapshot.now).toISOString(), overall: { indicator, key } })
}

export const siteBadge: Make = ({ snapshot }) => badge.siteBadge(snapshot)
export const platformBadge: Make = ({ snapshot }, id) => badge.platformBadge(snapshot, id)
export const bannerDocument = json(bannerData)
export const bannerSource: Make = async ({ snapshot }) => bannerScript(snapshot)

/** A document without markup; null where there is nothing to show. */
export function json(show: (snapshot: PublishSnapshot, id: string) => Promise<object | null>): Make {
  return async ({ snapshot }, id) => {
    const content = await show(snapshot, id)
    return content && JSON.stringify(content)
  }
}

type Content = { view: View | null; feeds?: FeedLink[] }

/** A page; without a view it must not exist. Unless it names feeds of its own, it links those of everything. */
function page(
  show: (snapshot: PublishSnapshot, id: string) => Promise<Content>,
): (context: RenderContext, id: string, path: string) => Promise<string | null> {
  return async ({ snapshot, render, event }, id, path) => {
    const { view, feeds = feedLinks(snapshot.site) } = await show(snapshot, id)
    if (!view) return null
    const changedAt = await snapshot.lastChange(event)
    return render({ site: snapshot.site, path, madeAt: snapshot.now, changedAt, event, feeds, view })
  }
}
