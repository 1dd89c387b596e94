import type { MiddlewareHandler } from 'hono'
import { UNSTORABLE } from '../../lib/input/bounds.ts'
import type { Env } from '../deps.ts'
import { Problem } from './problem.ts'

/**
 * Refuses an address whose path or query holds what no database can keep. A header cannot hold it, half a surrogate pair
 * does not survive percent-encoding, and bodies are checked where they are read.
 */
export const requireStorable: MiddlewareHandler<Env> = async (c, next) => {
  if (c.req.url.includes('%00')) throw new Problem(400, 'invalid_address', `The address ${UNSTORABLE}.`)
  await next()
}
