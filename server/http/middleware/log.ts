import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Logger } from 'pino'
import type { Outcome } from '../../actions/context.ts'
import type { Result } from '../../domain/refusal.ts'
import { createTally } from '../../lib/log/tally.ts'
import type { AppDeps, Env } from '../deps.ts'
import { clientNetworks } from './client-address.ts'
import { Problem, tooMany } from './problem.ts'

/** Nobody known, not allowed, too many. */
const REFUSED = [401, 403, 429]

/**
 * Logs one line per request, with the route instead of the path: subscribers' paths contain their tokens. Whoever was
 * refused is told at `info` and above, with the network instead of the address.
 */
export function logRequests({ log, trustedProxies }: AppDeps): MiddlewareHandler<Env> {
  const networks = clientNetworks(trustedProxies)
  const refusals = createTally<{ reason: string; network: string }>((fields, count, of) => {
    // Browsers come without a token before they ask for one.
    const level = fields.reason === 'token_required' ? 'info' : 'warn'
    log[level]({ ...fields, count, networks: of }, 'refused')
  })
  return async (c, next) => {
    const began = performance.now()
    await next()
    const ms = Math.round(performance.now() - began)
    const asked = { method: c.req.method, route: routePath(c, -1), status: c.res.status, by: c.var.caller?.name }
    log.debug({ ...asked, ms }, 'request')
    if (!REFUSED.includes(asked.status)) return
    const reason = c.error instanceof Problem ? c.error.code : asked.status === 429 ? tooMany(0).code : 'not_allowed'
    const [, network = 'unknown'] = networks(c)
    refusals.note(reason, { reason, ...asked, network }, network)
  }
}

/**
 * Logs what a subscriber did to its own subscription, if that changed anything: by its id, never the address. The audit
 * trail, which keeps everything for ever, is for what staff do.
 */
export function noteSubscriber(log: Logger, did: string, result: Result<Outcome>): void {
  if (result.ok && result.value.changed) log.info({ subscriber: result.value.id }, `subscriber ${did}`)
}
