import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { AppDeps, Env } from '../deps.ts'

/** One line per request. It names the route, not the path: paths of subscribers hold their secret. */
export function logRequests({ log }: AppDeps): MiddlewareHandler<Env> {
  return async (c, next) => {
    const began = performance.now()
    await next()
    const ms = Math.round(performance.now() - began)
    log.debug({ method: c.req.method, route: routePath(c, -1), status: c.res.status, ms, by: c.var.caller?.name })
  }
}
