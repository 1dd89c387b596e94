import { Readable } from 'node:stream'
import type { Context, MiddlewareHandler } from 'hono'
import { excessOf } from '../../lib/input/bounds.ts'
import type { Env } from '../deps.ts'
import { refusedValue } from './faults.ts'
import { Problem } from './problem.ts'

/** Kilobytes of a body: of strangers, and of staff whose role was checked before. */
const PUBLIC = 16
const STAFF = 256
/** Of whoever is signed in at the desk as much is read, so that a text that was too long is not lost. */
const SHOWN_AGAIN = 1024
/** So many pieces may a body come in: each costs as much as a kilobyte, however small it is. */
const PIECES = 4_000

/** The bytes of the body: at most 16 kB, or 256 kB from staff on a call that requires their role. */
async function readBody(c: Context<Env>): Promise<ArrayBuffer> {
  await limitBody(c, async () => {})
  return c.req.arrayBuffer()
}

/** Reads the body, and refuses a larger one than the caller may send; comes before whatever uses it. */
export const limitBody: MiddlewareHandler<Env> = async (c, next) => {
  if (!c.req.bodyCache.arrayBuffer) {
    const most = c.var.admitted ? STAFF : PUBLIC
    const bytes = await bodyOf(c, c.var.admitted && c.var.session ? SHOWN_AGAIN : most)
    c.req.bodyCache.arrayBuffer = Promise.resolve(bytes) as never
    if (bytes.byteLength > most * 1024) throw tooLarge(most)
  }
  return next()
}

function bodyOf(c: Context<Env>, kilobytes: number): Promise<ArrayBuffer> {
  const length = Number(c.req.header('content-length') ?? 0)
  if (length > kilobytes * 1024) throw tooLarge(kilobytes)
  const incoming = c.env?.incoming
  // Not through the web's streams, where each piece costs much more; without a server there is nothing else.
  const source = incoming instanceof Readable ? incoming : c.req.raw.body
  return source ? collect(source, kilobytes) : Promise.resolve(new ArrayBuffer(0))
}

async function collect(source: Readable | ReadableStream<Uint8Array>, kilobytes: number): Promise<ArrayBuffer> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of source) {
    size += piece.length
    if (size > kilobytes * 1024 || pieces.push(piece) > PIECES) throw tooLarge(kilobytes)
  }
  const bytes = Buffer.concat(pieces)
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
}

function tooLarge(kilobytes: number): Problem {
  // The rest of the body is not read, so the connection cannot be used again.
  const headers = { Connection: 'close' }
  const detail = `The body is larger than ${kilobytes} kB (${kilobytes * 1024} bytes), or in more than ${PIECES} pieces.`
  return new Problem(413, 'body_too_large', detail, { headers })
}

/** Checks that the body is JSON before it is validated; if not, 415 or 400 say why and where. */
export const requireJson: MiddlewareHandler<Env> = async (c, next) => {
  const type = c.req.header('content-type') ?? ''
  if (!/^application\/json *(;|$)/i.test(type)) {
    const detail = type ? `The body is ${type.slice(0, 200)}` : 'The body has no Content-Type'
    throw new Problem(415, 'unsupported_media_type', `${detail}; send application/json.`, {
      headers: { Accept: 'application/json' },
    })
  }
  await readJson(c)
  await next()
}

/** The same for an optional body: without one, any content type is accepted. */
export const jsonIfAny: MiddlewareHandler<Env> = async (c, next) => {
  if ((await readBody(c)).byteLength > 0) return requireJson(c, next)
  // Some clients send a type without a body; the validator would report it as broken JSON.
  c.req.raw.headers.delete('content-type')
  return next()
}

/** The body's JSON, of a size that may be looked at. */
export async function readJson(c: Context<Env>): Promise<unknown> {
  const value = parseJson(decode(await readBody(c)))
  const excess = excessOf(value)
  if (excess) throw refusedValue(excess)
  return value
}

function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Problem(400, 'not_utf8', 'The body is not UTF-8.')
  }
}

function parseJson(text: string): unknown {
  if (text.trim() === '') throw new Problem(400, 'not_json', 'The body is empty; send a JSON object.')
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'cannot be parsed'
    const ended = reason.startsWith('Unexpected end')
      ? ` (it has ${text.split('\n').length} lines, ${text.length} characters)`
      : ''
    throw new Problem(400, 'not_json', `The body is not JSON: ${reason}${ended}.`)
  }
}
