import type { Context, MiddlewareHandler } from 'hono'
import type { Stranger } from '../../domain/subscription/limits.ts'
import type { AppDeps, Env } from '../deps.ts'
import { mayCall } from './access.ts'
import { clientNetworks } from './client-address.ts'
import { LIMITS, Limiter } from './limits.ts'
import { isRead, tooMany } from './problem.ts'

/** Limits calls per client and minute, but never staff's writes, an administrator's calls, or leaving. */
export function limitCalls(deps: AppDeps): MiddlewareHandler<Env> {
  const limiter = new Limiter(deps.limits?.calls ?? LIMITS.calls)
  const networks = clientNetworks(deps.trustedProxies)
  return async (c, next) => {
    const free = mayCall(c, 'limit.any') || (mayCall(c, 'limit.write') && !isRead(c.req.method)) || isLeaving(c)
    const wait = free ? 0 : limiter.take(networks(c)[0], deps.clock())
    if (wait > 0) throw tooMany(wait)
    await next()
  }
}

/** Whoever wants no more messages is never told to wait. */
function isLeaving({ req: { method, path } }: Context<Env>): boolean {
  return (
    (method === 'DELETE' && path.startsWith('/api/v1/subscriptions/')) ||
    (method === 'POST' && path.startsWith('/unsubscribe/'))
  )
}

/** Who asks, for the limits that the actions keep; nobody for whom there are limits if it is an administrator. */
export function strangers(deps: AppDeps): (c: Context<Env>) => Stranger | undefined {
  const networks = clientNetworks(deps.trustedProxies)
  const limits = { ...LIMITS, ...deps.limits }
  return (c) => (mayCall(c, 'limit.any') ? undefined : { networks: networks(c), limits })
}
