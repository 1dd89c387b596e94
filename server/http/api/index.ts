import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context, MiddlewareHandler } from 'hono'
import type { AppDeps, Env } from '../deps.ts'
import { invalidRequest } from '../middleware/faults.ts'
import type { Idempotent } from '../middleware/idempotency.ts'
import { isRead } from '../middleware/problem.ts'
import { auditRoutes } from './audit/routes.ts'
import { deliveryRoutes } from './delivery/routes.ts'
import { draftRoutes } from './draft/routes.ts'
import { handoverRoutes } from './handover/routes.ts'
import { caseRoutes } from './incident/cases.ts'
import { incidentRoutes } from './incident/routes.ts'
import { updateRoutes } from './incident/updates.ts'
import { maintenanceProgressRoutes } from './maintenance/progress.ts'
import { maintenanceRoutes } from './maintenance/routes.ts'
import { organisationContactRoutes } from './organisation/contacts.ts'
import { coverageRoutes } from './organisation/coverage.ts'
import { organisationLinkRoutes } from './organisation/links.ts'
import { noticeRoutes } from './organisation/notices.ts'
import { organisationRoutes } from './organisation/routes.ts'
import { platformRoutes } from './platform/routes.ts'
import { occurrenceRoutes } from './programme/occurrences.ts'
import { programmeRoutes } from './programme/routes.ts'
import { promiseRoutes } from './promise/routes.ts'
import { worklistRoutes } from './promise/worklist.ts'
import { referenceRoutes } from './reference/routes.ts'
import { peopleRoutes } from './staff/people.ts'
import { tokenRoutes } from './staff/tokens.ts'
import { ownerRoutes } from './subscription/owner.ts'
import { subscriptionRoutes } from './subscription/routes.ts'
import type { Subscribing } from './subscription/subscribing.ts'
import { templateRoutes } from './template/routes.ts'

/** The JSON API, to be mounted at `/api/v1`. Each route declares who may call it and validates its input. */
export function createApi(deps: AppDeps, idempotent: Idempotent, subscribing: Subscribing): OpenAPIHono<Env> {
  const api = new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw invalidRequest(result.error.issues, result.target)
    },
  })
  api.use('*', shareReads)
  platformRoutes(api, deps, idempotent)
  incidentRoutes(api, deps, idempotent)
  updateRoutes(api, deps, idempotent)
  caseRoutes(api, deps, idempotent)
  draftRoutes(api, deps, idempotent)
  handoverRoutes(api, deps, idempotent)
  deliveryRoutes(api, deps)
  noticeRoutes(api, deps)
  promiseRoutes(api, deps, idempotent)
  worklistRoutes(api, deps)
  auditRoutes(api, deps)
  maintenanceRoutes(api, deps, idempotent)
  maintenanceProgressRoutes(api, deps, idempotent)
  programmeRoutes(api, deps, idempotent)
  occurrenceRoutes(api, deps)
  // Before one organisation, whose id the word would be taken for.
  coverageRoutes(api, deps)
  organisationRoutes(api, deps, idempotent)
  organisationContactRoutes(api, deps, idempotent)
  organisationLinkRoutes(api, deps, idempotent)
  templateRoutes(api, deps, idempotent)
  subscriptionRoutes(api, deps, idempotent, subscribing)
  ownerRoutes(api, deps)
  peopleRoutes(api, deps, idempotent)
  tokenRoutes(api, deps, idempotent)
  referenceRoutes(api, deps)
  return api
}

/**
 * CORS for public reads: pages of any site may read, also with headers that need a preflight request; `*` does not
 * include Authorization. Caches have to revalidate each time. Staff may be shown more than the public: what a token was
 * needed for, or has added to, is kept by no cache.
 */
const shareReads: MiddlewareHandler<Env> = async (c, next) => {
  const requested = c.req.header('access-control-request-method')
  if (c.req.method === 'OPTIONS' && requested !== undefined && isRead(requested)) return preflight(c)
  if (isRead(c.req.method)) {
    c.header('Access-Control-Allow-Origin', '*')
    c.header('Cache-Control', c.var.caller == null ? 'no-cache' : 'private, no-store')
    c.header('Vary', 'Authorization', { append: true })
  }
  return next()
}

function preflight(c: Context<Env>): Response {
  return c.body(null, 204, {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'GET, HEAD',
    'Access-Control-Allow-Headers': '*',
    'Access-Control-Max-Age': '86400',
  })
}
