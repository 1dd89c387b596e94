import { extname } from 'node:path'

/** How a public file is sent, decided by its name alone, so that any web server can do the same. */
export interface Media {
  type: string
  cacheControl: string
  /** Readable by scripts of other sites? */
  cors: boolean
  html: boolean
  /** Worth compressing? */
  text: boolean
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.rss': 'application/rss+xml; charset=utf-8',
  '.atom': 'application/atom+xml; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.ics': 'text/calendar; charset=utf-8',
  '.ico': 'image/x-icon',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
}
const BINARY = new Set(['.ico', '.png', '.webp', '.jpg', '.woff2'])
const READ_BY_OTHERS = new Set(['.rss', '.atom', '.json', '.ics', '.svg', '.woff2'])

/** Browsers ask each time whether it changed; shared caches may hold it for ten seconds, and for a day beyond when we are gone. */
const FRESH = 'no-cache, s-maxage=10, stale-if-error=86400'
const FOREVER = 'public, max-age=31536000, immutable'

/** What kind of file this is (its path inside the public folder), or null for one that is not public. */
export function mediaOf(file: string): Media | null {
  const ending = extname(file)
  const type = TYPES[ending]
  if (!type) return null
  const feed = /(^|\/)(feed|updates)\.json$/.test(file)
  return {
    type: feed ? 'application/feed+json; charset=utf-8' : type,
    cacheControl: file.startsWith('_astro/') ? FOREVER : FRESH,
    cors: READ_BY_OTHERS.has(ending) || file === 'embed/banner.js',
    html: ending === '.html',
    text: !BINARY.has(ending),
  }
}

/** The file that a public path shows: "/incidents/abc/" is "incidents/abc/index.html". */
export function fileOf(path: string): string {
  return path.slice(1) + (path.endsWith('/') ? 'index.html' : '')
}
