import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Env } from '../deps.ts'
import { Problem } from './problem.ts'

const MAX_BODY = 256 * 1024

/** Refuses a body larger than 256 kB, with or without a declared length. */
export const limitBody: MiddlewareHandler<Env> = bodyLimit({
  maxSize: MAX_BODY,
  onError: () => {
    // The rest of the body is not read, so the connection cannot be used again.
    const headers = { Connection: 'close' }
    throw new Problem(413, 'body_too_large', 'The body is larger than 256 kB (262144 bytes).', { headers })
  },
})

/** Checks that the body is JSON before it is validated; if not, 415 or 400 say why and where. */
export const requireJson: MiddlewareHandler<Env> = async (c, next) => {
  const type = c.req.header('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    const detail = type ? `The body is ${type}` : 'The body has no Content-Type'
    throw new Problem(415, 'unsupported_media_type', `${detail}; send application/json.`, {
      headers: { Accept: 'application/json' },
    })
  }
  parseJson(decode(await c.req.arrayBuffer()))
  await next()
}

/** The same for an optional body: without one, any content type is accepted. */
export const jsonIfAny: MiddlewareHandler<Env> = async (c, next) => {
  if ((await c.req.arrayBuffer()).byteLength > 0) return requireJson(c, next)
  // Some clients send a type without a body; the validator would report it as broken JSON.
  c.req.raw.headers.delete('content-type')
  return next()
}

function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Problem(400, 'not_utf8', 'The body is not UTF-8.')
  }
}

function parseJson(text: string): void {
  if (text.trim() === '') throw new Problem(400, 'not_json', 'The body is empty; send a JSON object.')
  try {
    JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'cannot be parsed'
    const ended = reason.startsWith('Unexpected end')
      ? ` (it has ${text.split('\n').length} lines, ${text.length} characters)`
      : ''
    throw new Problem(400, 'not_json', `The body is not JSON: ${reason}${ended}.`)
  }
}
