import { generateJsonFeed } from 'feedsmith'
import type { Feed } from './items.ts'

/** JSON Feed 1.1. */
export function jsonFeed(feed: Feed): string {
  const document = generateJsonFeed({
    title: feed.title,
    description: feed.description,
    home_page_url: feed.home,
    feed_url: feed.self,
    language: feed.language,
    items: feed.items.map((item) => ({
      id: item.id ?? item.url,
      url: item.url,
      title: item.title,
      content_html: item.html,
      date_published: new Date(item.publishedAt),
      date_modified: new Date(item.changedAt),
    })),
  })
  // The library leaves an empty list out; the format demands it.
  return JSON.stringify(feed.items.length > 0 ? document : Object.assign({}, document, { items: [] }))
}
