import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileOf } from '../store/media.ts'
import type { CachedFile, PageCache, Variant } from '../store/page-cache.ts'
import { acceptedEncodings, matches } from './negotiate.ts'

/** Names of ours only: nothing hidden, nothing that climbs, no empty segment. */
const PUBLIC_PATH = /^\/(?:[\w~-][\w.~-]*\/)*(?:[\w~-][\w.~-]*)?$/
const ALLOWED = 'GET, HEAD, OPTIONS'

/**
 * Responds to a request for a public file: GET and HEAD, and OPTIONS where other sites may read. False: not ours, and
 * nothing was written.
 */
export function serve(cache: PageCache, request: IncomingMessage, response: ServerResponse): boolean {
  const { method, url = '/' } = request
  if (method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS') return false
  const path = publicPath(url)
  if (path === null) return false
  const held = cache.get(fileOf(path))
  if (!held) return method !== 'OPTIONS' && redirect(cache, path, url, response)
  if (method !== 'OPTIONS') send(held, request, response)
  else if (held.media.cors) preflight(cache, response)
  else return false
  return true
}

function send(held: CachedFile, request: IncomingMessage, response: ServerResponse): void {
  const variant = choose(held, headerOf(request, 'accept-encoding'))
  if (isKnown(request, held, variant)) {
    response.writeHead(304, variant.unchanged).end()
    return
  }
  response.writeHead(200, variant.headers)
  if (request.method === 'HEAD') response.end()
  else response.end(variant.body)
}

/** Does the client have this version? Its time counts only where it names no entity tag. */
function isKnown(request: IncomingMessage, { modified }: CachedFile, { etag }: Variant): boolean {
  const tags = headerOf(request, 'if-none-match')
  if (tags !== undefined) return matches(tags, etag)
  const since = headerOf(request, 'if-modified-since')
  return since !== undefined && Date.parse(since) >= modified * 1_000
}

/** One header, without the object of all headers that Node would make: that costs more than the rest of the answer. */
function headerOf({ rawHeaders }: IncomingMessage, name: string): string | undefined {
  let value: string | undefined
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const known = rawHeaders[index] as string
    if (known.length !== name.length || known.toLowerCase() !== name) continue
    value = value === undefined ? rawHeaders[index + 1] : `${value}, ${rawHeaders[index + 1]}`
  }
  return value
}

function choose({ plain, compressed }: CachedFile, header: string | undefined): Variant {
  for (const encoding of acceptedEncodings(header)) {
    const variant = compressed[encoding]
    if (variant) return variant
  }
  return plain
}

/** The path of a request target, decoded; null if no public file could have it. */
export function publicPath(url: string): string | null {
  // Some proxies name the host in the target, too (RFC 9112, section 3.2.2).
  const target = url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?]+/i, '') || '/'
  const query = target.indexOf('?')
  const raw = query < 0 ? target : target.slice(0, query)
  const path = raw.includes('%') ? decode(raw) : raw
  // A page is found under its folder's name alone.
  return path !== null && PUBLIC_PATH.test(path) && !path.endsWith('.html') ? path : null
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}

/** A page asked for without its last slash moved there; anything else is not ours. */
function redirect(cache: PageCache, path: string, url: string, response: ServerResponse): boolean {
  if (path.endsWith('/') || !cache.get(fileOf(`${path}/`))) return false
  const query = url.indexOf('?')
  const location = `${path}/${query < 0 ? '' : url.slice(query)}`
  const headers = ['Location', location, 'Cache-Control', 'no-cache, s-maxage=10', 'Content-Length', '0']
  response.writeHead(308, [...headers, ...cache.everywhere]).end()
  return true
}

function preflight({ everywhere }: PageCache, response: ServerResponse): void {
  const headers = ['Access-Control-Allow-Origin', '*', 'Access-Control-Allow-Methods', ALLOWED, 'Allow', ALLOWED]
  const more = ['Access-Control-Allow-Headers', '*', 'Access-Control-Max-Age', '86400']
  response.writeHead(204, [...headers, ...more, ...everywhere]).end()
}
