import { OpenAPIHono } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { isStaff } from '../access.ts'
import { clientKey } from '../client-address.ts'
import type { AppDeps, Env } from '../deps.ts'
import { invalidRequest } from '../faults.ts'
import type { Limiters } from '../limits.ts'
import type { Once } from '../once.ts'
import { tooMany } from '../problem.ts'
import type { Subscribing } from '../subscribing.ts'
import { auditRoutes } from './audit.ts'
import { caseRoutes } from './cases.ts'
import { debtRoutes } from './debts.ts'
import { deliveryRoutes } from './deliveries.ts'
import { incidentRoutes } from './incidents.ts'
import { maintenanceProgressRoutes } from './maintenance-progress.ts'
import { maintenanceRoutes } from './maintenances.ts'
import { occurrenceRoutes } from './occurrences.ts'
import { platformRoutes } from './platforms.ts'
import { programmeRoutes } from './programmes.ts'
import { promiseRoutes } from './promises.ts'
import { referenceRoutes } from './reference.ts'
import { subscriptionRoutes } from './subscriptions.ts'
import { updateRoutes } from './updates.ts'

/** The JSON API, to be mounted at `/api/v1`. Each route declares who may call it and validates what it takes. */
export function createApi(deps: AppDeps, limiters: Limiters, once: Once, subscribing: Subscribing): OpenAPIHono<Env> {
  const api = new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw invalidRequest(result.error.issues, result.target)
    },
  })
  api.use('*', limitPublic(deps, limiters), shareReads)
  platformRoutes(api, deps, once)
  incidentRoutes(api, deps, once)
  updateRoutes(api, deps, once)
  caseRoutes(api, deps, once)
  deliveryRoutes(api, deps)
  promiseRoutes(api, deps, once)
  debtRoutes(api, deps)
  auditRoutes(api, deps)
  maintenanceRoutes(api, deps, once)
  maintenanceProgressRoutes(api, deps, once)
  programmeRoutes(api, deps, once)
  occurrenceRoutes(api, deps)
  subscriptionRoutes(api, deps, once, subscribing)
  referenceRoutes(api, deps)
  return api
}

/** What anybody may read, a page of any site may read; caches ask again each time. */
const shareReads: MiddlewareHandler<Env> = async (c, next) => {
  if (c.req.method === 'GET') {
    c.header('Access-Control-Allow-Origin', '*')
    c.header('Cache-Control', 'no-cache')
  }
  await next()
}

/** So many calls per client and minute; staff's writes and an administrator's calls are never held up. */
function limitPublic(deps: AppDeps, limiters: Limiters): MiddlewareHandler<Env> {
  const client = clientKey(deps.trustedProxies)
  return async (c, next) => {
    const free = isStaff(c, 'admin') || (isStaff(c, 'reporter') && c.req.method !== 'GET')
    const wait = free ? 0 : limiters.api.take(client(c), deps.clock())
    if (wait > 0) throw tooMany(wait)
    await next()
  }
}
