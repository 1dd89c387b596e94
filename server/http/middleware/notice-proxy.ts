import type { MiddlewareHandler } from 'hono'
import { noteUnnamedProxy } from '../../../db/system/unnamed-proxy.ts'
import type { AppDeps, Env } from '../deps.ts'
import { unnamedProxy } from './client-address.ts'

/**
 * Notices, once, that requests come through a proxy that `TRUSTED_PROXIES` does not name: then all clients behind it
 * share one allowance, and the first flood shuts everybody out. It is logged, and noted for `doctor`.
 */
export function noticeProxy({ db, log, clock, trustedProxies }: AppDeps): MiddlewareHandler<Env> {
  const proxyOf = unnamedProxy(trustedProxies)
  let noticed = false
  return async (c, next) => {
    const proxy = noticed ? null : proxyOf(c)
    if (proxy !== null) {
      noticed = true
      log.warn(
        { proxy },
        'requests come through a proxy that TRUSTED_PROXIES does not name: all its clients share one limit',
      )
      await noteUnnamedProxy(db, { address: proxy, at: clock() }).catch((error) =>
        log.error(error, 'noting the proxy failed'),
      )
    }
    await next()
  }
}
