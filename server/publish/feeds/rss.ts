import Rss from 'rss'
import type { Feed } from './items.ts'

/** RSS 2.0. */
export function rss(feed: Feed): string {
  const document = new Rss({
    title: feed.title,
    description: feed.description,
    site_url: feed.home,
    feed_url: feed.self,
    language: feed.language,
    generator: 'Signalpost',
    ttl: 1,
  })
  for (const item of feed.items) {
    document.item({
      title: item.title,
      description: item.html,
      url: item.url,
      ...(item.id !== null && { guid: item.id }),
      date: new Date(item.updatedAt),
      // RSS knows no other time than that of the news; readers take this one from Atom.
      custom_elements: [{ 'atom:updated': new Date(item.changedAt).toISOString() }],
    })
  }
  return withoutClock(document.xml(), feed)
}

/** The library writes the time of day into the feed; an unchanged feed must stay the same to the byte. */
function withoutClock(xml: string, feed: Feed): string {
  const built = feed.items.length > 0 ? newest(feed) : 0
  const element = built > 0 ? `<lastBuildDate>${new Date(built).toUTCString()}</lastBuildDate>` : ''
  return xml.replace(/<lastBuildDate>[^<]*<\/lastBuildDate>/, element)
}

/** When anything in the feed last changed; 0 for an empty one. */
export function newest(feed: Feed): number {
  return Math.max(0, ...feed.items.map((item) => item.changedAt))
}
