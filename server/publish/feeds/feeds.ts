import { pathIn } from '../../../src/i18n/address.ts'
import { dictionary, type Locale } from '../../../src/i18n/index.ts'
import type { FeedLink, Site } from '../../../src/views.ts'
import { Memo } from '../../lib/memo.ts'
import { oneLine } from '../../lib/text.ts'
import { addressOf } from '../facts/addresses.ts'
import type { IncidentWithUpdates } from '../facts/incidents.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { masterOf } from '../views/moved.ts'
import { incidentPath, platformPath } from '../views/summary.ts'
import { atom } from './atom.ts'
import { type Feed, type FeedItem, incidentItem, titleOf, updateItems } from './items.ts'
import { jsonFeed } from './json-feed.ts'
import { maintenanceItems, maintenanceUpdateItems } from './maintenance-items.ts'
import { rss } from './rss.ts'

/** What a feed tells about. `updates`: an item per update, instead of one per incident. */
export type FeedScope =
  | { about: 'everything' }
  | { about: 'updates' }
  | { about: 'incident'; id: string }
  | { about: 'platform'; id: string }
  | { about: 'platform updates'; id: string }

const FORMATS = {
  rss: { name: 'RSS', type: 'application/rss+xml', write: rss },
  atom: { name: 'Atom', type: 'application/atom+xml', write: atom },
  json: { name: 'JSON Feed', type: 'application/feed+json', write: jsonFeed },
} as const
export type FeedFormat = keyof typeof FORMATS

/** Addresses of a scope's feeds, by format. Statuspage has no JSON Feed, so ours is named as its specification does. */
export function feedPaths(scope: FeedScope): Partial<Record<FeedFormat, string>> {
  switch (scope.about) {
    case 'everything':
      return { rss: '/history.rss', atom: '/history.atom', json: '/feed.json' }
    case 'updates':
      return { rss: '/updates.rss', atom: '/updates.atom', json: '/updates.json' }
    case 'incident':
      return below(incidentPath(scope.id), { rss: 'history.rss', atom: 'history.atom' })
    case 'platform':
      return below(platformPath(scope.id), { rss: 'history.rss', atom: 'history.atom', json: 'feed.json' })
    case 'platform updates':
      return below(platformPath(scope.id), { rss: 'updates.rss', atom: 'updates.atom', json: 'updates.json' })
  }
}

function below(folder: string, names: Partial<Record<FeedFormat, string>>): Partial<Record<FeedFormat, string>> {
  return Object.fromEntries(Object.entries(names).map(([format, name]) => [format, folder + name]))
}

/** A scope's feed in one format, or null where there is nothing public to tell about. */
export async function makeFeed(
  snapshot: PublishSnapshot,
  scope: FeedScope,
  format: FeedFormat,
): Promise<string | null> {
  const content = await contentOf(snapshot, scope)
  const path = feedPaths(scope)[format]
  if (!content || !path) return null
  const { site } = snapshot
  return FORMATS[format].write({
    ...content,
    title: oneLine(content.title),
    description: oneLine(dictionary(site.locale).feeds.description(site.name)),
    author: oneLine(site.name),
    language: dictionary(site.locale).language.tag,
    self: addressOf(site, path),
  })
}

type Content = Pick<Feed, 'title' | 'home' | 'items'>

async function contentOf(snapshot: PublishSnapshot, scope: FeedScope): Promise<Content | null> {
  const { site } = snapshot
  const words = dictionary(site.locale).feeds
  if (scope.about === 'everything') {
    return { title: words.incidents(site.name), home: addressOf(site, '/'), items: await incidentItems(snapshot) }
  }
  if (scope.about === 'updates') {
    return { title: words.updates(site.name), home: addressOf(site, '/'), items: await newestItems(snapshot) }
  }
  if (scope.about === 'incident') {
    const incident = await snapshot.incident(scope.id)
    const home = addressOf(site, incidentPath(scope.id))
    return (
      incident && {
        title: words.incident(titleOf(incident, site), site.name),
        home,
        items: [await itemOf(incident, snapshot)],
      }
    )
  }
  const platform = (await snapshot.platforms()).byId.get(scope.id)
  if (!platform) return null
  const home = addressOf(site, platformPath(scope.id))
  return scope.about === 'platform'
    ? { title: words.platformIncidents(platform.name, site.name), home, items: await incidentItems(snapshot, scope.id) }
    : { title: words.platformUpdates(platform.name, site.name), home, items: await newestItems(snapshot, scope.id) }
}

const itemsKnown = new Map<Locale, Memo<IncidentWithUpdates, FeedItem>>()

/** The formats and scopes of feeds in one language share their items. */
async function itemOf(incident: IncidentWithUpdates, snapshot: PublishSnapshot): Promise<FeedItem> {
  const seen = await seenWith(incident, snapshot)
  const { locale } = snapshot.site
  const known = itemsKnown.get(locale) ?? new Memo(500)
  itemsKnown.set(locale, known)
  return known.get(incident, () => incidentItem(incident, seen))
}

async function seenWith(incident: IncidentWithUpdates, snapshot: PublishSnapshot) {
  const master = await masterOf(snapshot, incident)
  return { ...snapshot, master, names: await snapshot.platforms() }
}

async function incidentItems(snapshot: PublishSnapshot, platformId?: string): Promise<FeedItem[]> {
  const latest = platformId === undefined ? await snapshot.latest() : await snapshot.latestOf(platformId)
  const items = [
    ...(await Promise.all(latest.map((incident) => itemOf(incident, snapshot)))),
    ...(await maintenanceItems(snapshot, platformId)),
  ]
  return items.sort((a, b) => b.updatedAt - a.updatedAt)
}

const UPDATES = 50

async function newestItems(snapshot: PublishSnapshot, platformId?: string): Promise<FeedItem[]> {
  const spokenOf = platformId === undefined ? await snapshot.spokenOf() : await snapshot.latestOf(platformId)
  const items = await Promise.all(spokenOf.map(async (one) => updateItems(one, await seenWith(one, snapshot))))
  const all = [...items.flat(), ...(await maintenanceUpdateItems(snapshot, platformId))]
  return all.sort((a, b) => b.publishedAt - a.publishedAt).slice(0, UPDATES)
}

/** How a page links the feeds of everything, and those of its own subject if it has one. */
export function feedLinks(site: Site, subject?: { incident: string } | { platform: string; name: string }): FeedLink[] {
  const { feeds } = dictionary(site.locale)
  const links = (scope: FeedScope, what: string) =>
    Object.entries(feedPaths(scope)).map(([name, path]) => {
      const format = FORMATS[name as FeedFormat]
      const title = oneLine(feeds.link(what, format.name))
      return { title, what: oneLine(what), format: format.name, href: pathIn(site, path), type: format.type }
    })
  const own = !subject
    ? []
    : 'incident' in subject
      ? links({ about: 'incident', id: subject.incident }, feeds.thisIncident)
      : [
          ...links({ about: 'platform', id: subject.platform }, feeds.ofPlatform(subject.name)),
          ...links({ about: 'platform updates', id: subject.platform }, feeds.updatesOfPlatform(subject.name)),
        ]
  return [
    ...own,
    ...links({ about: 'everything' }, feeds.allIncidents),
    ...links({ about: 'updates' }, feeds.allUpdates),
  ]
}
