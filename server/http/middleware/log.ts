import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Logger } from 'pino'
import type { Outcome } from '../../actions/context.ts'
import type { Result } from '../../domain/refusal.ts'
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

/**
 * Logs what a subscriber did to its own subscription, if that changed anything: by its id, never the address. The audit
 * trail, which keeps everything for ever, is for what staff do.
 */
export function noteSubscriber(log: Logger, did: string, result: Result<Outcome>): void {
  if (result.ok && result.value.changed) log.info({ subscriber: result.value.id }, `subscriber ${did}`)
}
