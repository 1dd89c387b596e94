import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Env } from '../deps.ts'
import { Problem } from './problem.ts'

export const MAX_BODY = 256 * 1024

/** Refuses a body of more than 256 kB, declared or chunked. */
export const limitBody: MiddlewareHandler<Env> = bodyLimit({
  maxSize: MAX_BODY,
  onError: () => {
    // The rest of the body is not read, so the connection cannot be used again.
    const headers = { Connection: 'close' }
    throw new Problem(413, 'body_too_large', 'The body has more than 256 kB (262144 bytes).', { headers })
  },
})

/** Before a JSON body is validated: is it JSON at all? If not, 415 or 400 say why and where. */
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

/** The same where every field is optional: no body at all is fine, whatever type it is said to have. */
export const jsonIfAny: MiddlewareHandler<Env> = async (c, next) => {
  if ((await c.req.arrayBuffer()).byteLength > 0) return requireJson(c, next)
  // Clients name a type although nothing follows; the validator would read it as broken JSON.
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
