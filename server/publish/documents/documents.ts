import type { FeedLink, View } from '../../../src/views.ts'
import { overall } from '../../domain/platform/state.ts'
import { calendarLink } from '../calendars/calendars.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { type FeedFormat, type FeedScope, feedLinks, feedPaths, makeFeed } from '../feeds/feeds.ts'
import type { Renderer } from '../render/renderer.ts'
import { WIRE_DOCUMENTS, wireIncidentAlone, wireIncidentOnPage } from '../statuspage/documents.ts'
import { historyView, publicMonths } from '../views/history.ts'
import { homeView } from '../views/home.ts'
import { incidentView } from '../views/incident.ts'
import { movedView } from '../views/moved.ts'
import { currentStates, platformPageView } from '../views/platform.ts'
import { subscribeView } from '../views/subscribe.ts'
import { incidentPath, platformPath } from '../views/summary.ts'

/** What a document is made with. */
export interface RenderContext {
  snapshot: PublishSnapshot
  render: Renderer['render']
  /** The newest event that the snapshot knows of and that concerns the public. */
  event: number
  /** Rises with every snapshot: what an older one made never replaces what a newer one made. */
  edition: number
}

/** One file of the public folder: where it is, and how it is made. */
export interface Document {
  /** Public path; one ending in a slash is a page. */
  path: string
  /** Its content, or null: then the file must not exist. Throws when it cannot be made. */
  make(context: RenderContext): Promise<string | null>
}

/** Pages that tell of the whole. */
export const homePage: Document = page('/', async (snapshot) => ({ view: await homeView(snapshot) }))
export const subscribePage: Document = page('/subscribe/', async (snapshot) => ({
  view: await subscribeView(snapshot),
}))
/** The page of this month, under its short name too. */
export const historyPage: Document = {
  path: '/history/',
  make: async (context) => {
    const [month = ''] = await publicMonths(context.snapshot)
    return renderMonth(context, month)
  },
}
/** What a web server answers when it has nothing better. */
export const errorPages: readonly Document[] = ([404, 500, 503] as const).map((status) =>
  page(`/${status}.html`, async () => ({ view: { kind: 'error', status } })),
)

export function incidentPage(id: string): Document {
  return page(incidentPath(id), async (snapshot) => ({
    view: (await movedView(snapshot, id)) ?? (await incidentView(snapshot, id)),
    feeds: feedLinks(snapshot.site, { incident: id }),
  }))
}

export function platformPage(id: string): Document {
  return page(platformPath(id), async (snapshot) => {
    const view = await platformPageView(snapshot, id)
    const feeds = feedLinks(snapshot.site, { platform: id, name: view?.platform.name ?? '' })
    return { view, feeds: [calendarLink(snapshot.site, { about: 'platform', id }), ...feeds] }
  })
}

export function monthPage(month: string): Document {
  return { path: `/history/${month}/`, make: (context) => renderMonth(context, month) }
}

const months = new WeakMap<PublishSnapshot, Map<string, Promise<string | null>>>()

/** A month that has two addresses is rendered once. */
function renderMonth(context: RenderContext, month: string): Promise<string | null> {
  const known = months.get(context.snapshot) ?? new Map<string, Promise<string | null>>()
  months.set(context.snapshot, known)
  const rendered =
    known.get(month) ??
    page(`/history/${month}/`, async (snapshot) => ({ view: await historyView(snapshot, month) })).make(context)
  known.set(month, rendered)
  return rendered
}

/** How fresh things are: tells an open page whether to look again. */
export const nowDocument: Document = json('/now.json', async (snapshot, event) => {
  const { indicator, key } = overall([...(await currentStates(snapshot)).values()])
  return { event, at: new Date(snapshot.now).toISOString(), overall: { indicator, key } }
})

/** Feeds and JSON about everything. */
export const siteData: readonly Document[] = [
  ...feeds({ about: 'everything' }),
  ...feeds({ about: 'updates' }),
  ...Object.entries(WIRE_DOCUMENTS).map(([path, make]) => json(path, make)),
]

export function incidentData(id: string): Document[] {
  return [
    ...feeds({ about: 'incident', id }),
    json(`/incidents/${id}.json`, (snapshot) => wireIncidentAlone(snapshot, id)),
    json(`/api/v2/incidents/${id}.json`, (snapshot) => wireIncidentOnPage(snapshot, id)),
  ]
}

export function platformData(id: string): Document[] {
  return [...feeds({ about: 'platform', id }), ...feeds({ about: 'platform updates', id })]
}

type Content = { view: View | null; feeds?: FeedLink[] }

/** A page; without a view it must not exist. Unless it names feeds of its own, it links those of everything. */
export function page(path: string, show: (snapshot: PublishSnapshot) => Promise<Content>): Document {
  return {
    path,
    make: async ({ snapshot, render, event }) => {
      const { view, feeds = feedLinks(snapshot.site) } = await show(snapshot)
      return view && render({ site: snapshot.site, path, madeAt: snapshot.now, event, feeds, view })
    },
  }
}

function feeds(scope: FeedScope): Document[] {
  return Object.entries(feedPaths(scope)).map(([format, path]) => ({
    path,
    make: ({ snapshot }) => makeFeed(snapshot, scope, format as FeedFormat),
  }))
}

export function json(
  path: string,
  make: (snapshot: PublishSnapshot, event: number) => Promise<object | null>,
): Document {
  return {
    path,
    make: async ({ snapshot, event }) => {
      const content = await make(snapshot, event)
      return content && JSON.stringify(content)
    },
  }
}
