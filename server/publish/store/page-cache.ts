import { createHash } from 'node:crypto'
import type { Instant } from '../../domain/vocabulary.ts'
import { type Encoding, type Folder, SIBLINGS } from './folder.ts'
import { type Media, mediaOf } from './media.ts'

/** One form of a document, ready to be sent. */
export interface Variant {
  body: Buffer
  etag: string
  /** Names and values in turn, as `writeHead` takes them at the least cost. */
  headers: string[]
  /** Of the 304 that says "you have it". */
  unchanged: string[]
}

export interface CachedFile {
  media: Media
  /** Which edition it is from (see `RenderContext`); 0 for what was found in the folder. */
  edition: number
  /** Since when it is as it is, in seconds; no two versions of a file have the same. */
  modified: number
  plain: Variant
  compressed: Partial<Record<Encoding, Variant>>
  bytes: number
}

export type PageCache = ReturnType<typeof createPageCache>

/** Documents held in memory, the least recently asked for dropped first. What is missing is read from the folder once. */
export function createPageCache(
  folder: Pick<Folder, 'read' | 'ageOf'>,
  everywhere: readonly string[] = [],
  capacity = 64 * 1024 * 1024,
) {
  const held = new Map<string, CachedFile>()
  let bytes = 0
  let latest: CachedFile | null = null

  const drop = (file: string): void => {
    bytes -= held.get(file)?.bytes ?? 0
    held.delete(file)
  }
  const keep = (file: string, one: CachedFile): void => {
    drop(file)
    held.set(file, one)
    bytes += one.bytes
    for (const oldest of held.keys()) {
      if (bytes <= capacity || oldest === file) break
      drop(oldest)
    }
  }

  return {
    /** Headers of every answer, names and values in turn. */
    everywhere,
    /** A public file, from memory or the folder; null if there is none. */
    get: (file: string): CachedFile | null => {
      const known = held.get(file)
      if (known) {
        // What was asked for last stands last; most requests are for that, and need no moving.
        if (known !== latest) {
          held.delete(file)
          held.set(file, known)
          latest = known
        }
        return known
      }
      const found = read(folder, file, everywhere)
      if (found) keep(file, found)
      return found
    },
    /** Holds a new version, unless a later edition is held. Returns the second since when it counts as changed. */
    put: (file: string, content: Buffer, edition: number, now: Instant): number => {
      const media = mediaOf(file)
      if (!media) throw new Error(`${file} is not a kind of file that is published.`)
      const before = held.get(file)
      const modified = Math.max(Math.floor(now / 1_000), (before?.modified ?? folder.ageOf(file)) + 1)
      if ((before?.edition ?? 0) <= edition) keep(file, hold(media, content, {}, edition, modified, everywhere))
      return modified
    },
    /** Adds the compressed forms of `content`, if that is what is held. */
    compress: (file: string, content: Buffer, bodies: Partial<Record<Encoding, Buffer>>): void => {
      const one = held.get(file)
      if (one?.plain.body.equals(content))
        keep(file, hold(one.media, content, bodies, one.edition, one.modified, everywhere))
    },
    has: (file: string): boolean => held.has(file),
    drop,
    clear: (): void => {
      held.clear()
      bytes = 0
    },
    bytes: () => bytes,
  }
}

function read(folder: Pick<Folder, 'read' | 'ageOf'>, file: string, everywhere: readonly string[]): CachedFile | null {
  const media = mediaOf(file)
  if (!media) return null
  const content = folder.read(file)
  if (!content) return null
  const bodies: Partial<Record<Encoding, Buffer>> = {}
  for (const encoding of media.text ? (['br', 'gzip'] as const) : []) {
    const sibling = folder.read(file + SIBLINGS[encoding])
    if (sibling) bodies[encoding] = sibling
  }
  return hold(media, content, bodies, 0, folder.ageOf(file), everywhere)
}

function hold(
  media: Media,
  content: Buffer,
  bodies: Partial<Record<Encoding, Buffer>>,
  edition: number,
  modified: number,
  everywhere: readonly string[],
): CachedFile {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 20)
  const common = [
    'Last-Modified',
    new Date(modified * 1_000).toUTCString(),
    ...commonHeaders(media, content),
    ...everywhere,
  ]
  const compressed: Partial<Record<Encoding, Variant>> = {}
  for (const [encoding, body] of Object.entries(bodies) as [Encoding, Buffer][]) {
    compressed[encoding] = variant(common, body, `"${hash}-${encoding}"`, ['Content-Encoding', encoding])
  }
  const all = [content, ...Object.values(bodies)]
  const bytes = all.reduce((sum, body) => sum + body.length, 0)
  return { media, edition, modified, plain: variant(common, content, `"${hash}"`, []), compressed, bytes }
}

function variant(common: string[], body: Buffer, etag: string, own: string[]): Variant {
  const unchanged = [...common, 'ETag', etag]
  return { body, etag, headers: [...unchanged, ...own, 'Content-Length', String(body.length)], unchanged }
}

function commonHeaders(media: Media, content: Buffer): string[] {
  const headers = ['Content-Type', media.type, 'Cache-Control', media.cacheControl, 'X-Content-Type-Options', 'nosniff']
  if (media.text) headers.push('Vary', 'Accept-Encoding')
  if (media.cors) headers.push('Access-Control-Allow-Origin', '*')
  // Opened by itself, a picture runs nothing and asks nobody.
  if (media.type.startsWith('image/svg'))
    headers.push('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox")
  if (media.html) {
    headers.push(
      'Content-Security-Policy',
      policyOf(content.toString('utf8', 0, 8_192)),
      'Referrer-Policy',
      'same-origin',
    )
  }
  return headers
}

/** A page names its own scripts and styles in a `<meta>`; only a header can forbid being framed. */
function policyOf(beginning: string): string {
  const own =
    /<meta http-equiv="content-security-policy" content="([^"]*)"/i.exec(beginning)?.[1] ?? "default-src 'self'"
  return `${own.trimEnd().replace(/;$/, '')}; frame-ancestors 'none'`
}
