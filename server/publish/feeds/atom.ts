import { generateAtomFeed } from 'feedsmith'
import type { Feed } from './items.ts'
import { newest } from './rss.ts'

/** Atom 1.0, with the ids that Statuspage gives. */
export function atom(feed: Feed): string {
  const { hostname, pathname } = new URL(feed.self)
  const tag = (what: string) => `tag:${hostname},2005:${what}`
  const document = generateAtomFeed({
    id: tag(pathname.replace(/\.atom$/, '')),
    title: { value: feed.title },
    updated: new Date(newest(feed)),
    authors: [{ name: feed.author }],
    links: [
      { rel: 'alternate', type: 'text/html', href: feed.home },
      { rel: 'self', type: 'application/atom+xml', href: feed.self },
    ],
    entries: feed.items.map((item) => ({
      id: tag(item.name),
      published: new Date(item.publishedAt),
      updated: new Date(item.changedAt),
      title: { value: item.title },
      links: [{ rel: 'alternate', type: 'text/html', href: item.url }],
      content: { type: 'html', value: item.html },
    })),
  })
  return tight(document)
}

/** The library indents texts; the white space would be part of titles and names. */
function tight(xml: string): string {
  return xml.replace(/>\s+<!\[CDATA\[/g, '><![CDATA[').replace(/\]\]>\s+<\//g, ']]></')
}
