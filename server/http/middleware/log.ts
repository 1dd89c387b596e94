import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { AppDeps, Env } from '../deps.ts'

/** Logs one line per request, with the route instead of the path: subscribers' paths contain their tokens. */
export function logRequests({ log }: AppDeps): MiddlewareHandler<Env> {
  return async (c, next) => {
    const began = performance.now()
    await next()
    const ms = Math.round(performance.now() - began)
    log.debug({ method: c.req.method, route: routePath(c, -1), status: c.res.status, ms, by: c.var.caller?.name })
  }
}
