import type { FeedLink, View } from '../../../src/views.ts'
import { overall } from '../../domain/platform/state.ts'
import { calendarLink } from '../calendars/calendars.ts'
import type { Facts } from '../facts/facts.ts'
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
export interface Workbench {
  facts: Facts
  render: Renderer['render']
  /** The newest event that the facts know of and that concerns the public. */
  event: number
  /** Rises with every set of facts: what an older one made never replaces what a newer one made. */
  edition: number
}

/** One file of the public folder: where it is, and how it is made. */
export interface Document {
  /** Public path; one ending in a slash is a page. */
  path: string
  /** Its content, or null: then the file must not exist. Throws when it cannot be made. */
  make(bench: Workbench): Promise<string | null>
}

/** Pages that tell of the whole. */
export const homePage: Document = page('/', async (facts) => ({ view: await homeView(facts) }))
export const subscribePage: Document = page('/subscribe/', async (facts) => ({ view: await subscribeView(facts) }))
/** The page of this month, under its short name too. */
export const historyPage: Document = {
  path: '/history/',
  make: async (bench) => {
    const [month = ''] = await publicMonths(bench.facts)
    return renderMonth(bench, month)
  },
}
/** What a web server answers when it has nothing better. */
export const errorPages: readonly Document[] = ([404, 500, 503] as const).map((status) =>
  page(`/${status}.html`, async () => ({ view: { kind: 'error', status } })),
)

export function incidentPage(id: string): Document {
  return page(incidentPath(id), async (facts) => ({
    view: (await movedView(facts, id)) ?? (await incidentView(facts, id)),
    feeds: feedLinks(facts.site, { incident: id }),
  }))
}

export function platformPage(id: string): Document {
  return page(platformPath(id), async (facts) => {
    const view = await platformPageView(facts, id)
    const feeds = feedLinks(facts.site, { platform: id, name: view?.platform.name ?? '' })
    return { view, feeds: [calendarLink(facts.site, { about: 'platform', id }), ...feeds] }
  })
}

export function monthPage(month: string): Document {
  return { path: `/history/${month}/`, make: (bench) => renderMonth(bench, month) }
}

const months = new WeakMap<Facts, Map<string, Promise<string | null>>>()

/** A month that has two addresses is rendered once. */
function renderMonth(bench: Workbench, month: string): Promise<string | null> {
  const known = months.get(bench.facts) ?? new Map<string, Promise<string | null>>()
  months.set(bench.facts, known)
  const rendered =
    known.get(month) ??
    page(`/history/${month}/`, async (facts) => ({ view: await historyView(facts, month) })).make(bench)
  known.set(month, rendered)
  return rendered
}

/** How fresh things are: tells an open page whether to look again. */
export const nowDocument: Document = json('/now.json', async (facts, event) => {
  const { indicator, key } = overall([...(await currentStates(facts)).values()])
  return { event, at: new Date(facts.now).toISOString(), overall: { indicator, key } }
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
    json(`/incidents/${id}.json`, (facts) => wireIncidentAlone(facts, id)),
    json(`/api/v2/incidents/${id}.json`, (facts) => wireIncidentOnPage(facts, id)),
  ]
}

export function platformData(id: string): Document[] {
  return [...feeds({ about: 'platform', id }), ...feeds({ about: 'platform updates', id })]
}

type Content = { view: View | null; feeds?: FeedLink[] }

/** A page; without a view it must not exist. Unless it names feeds of its own, it links those of everything. */
export function page(path: string, show: (facts: Facts) => Promise<Content>): Document {
  return {
    path,
    make: async ({ facts, render, event }) => {
      const { view, feeds = feedLinks(facts.site) } = await show(facts)
      return view && render({ site: facts.site, path, madeAt: facts.now, event, feeds, view })
    },
  }
}

function feeds(scope: FeedScope): Document[] {
  return Object.entries(feedPaths(scope)).map(([format, path]) => ({
    path,
    make: ({ facts }) => makeFeed(facts, scope, format as FeedFormat),
  }))
}

export function json(path: string, make: (facts: Facts, event: number) => Promise<object | null>): Document {
  return {
    path,
    make: async ({ facts, event }) => {
      const content = await make(facts, event)
      return content && JSON.stringify(content)
    },
  }
}
