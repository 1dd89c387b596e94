import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { createApi } from './api/index.ts'
import { createSubscribing } from './api/subscription/subscribing.ts'
import { mailRoutes } from './console/mail.ts'
import type { AppDeps, Env } from './deps.ts'
import { healthRoutes } from './health.ts'
import { identify } from './middleware/access.ts'
import { limitBody } from './middleware/body.ts'
import { createIdempotency } from './middleware/idempotency.ts'
import { limitCalls } from './middleware/limit-calls.ts'
import { logRequests } from './middleware/log.ts'
import { createMetrics } from './middleware/metrics.ts'
import { handleError, handleNotFound } from './middleware/not-found.ts'
import { noticeProxy } from './middleware/notice-proxy.ts'
import { confirmPage } from './pages/confirm.ts'
import { managePage } from './pages/manage.ts'
import { subscribePage } from './pages/subscribe.ts'
import { unsubscribePage } from './pages/unsubscribe.ts'
import { statuspageRoutes } from './statuspage/subscribers.ts'

/**
 * The HTTP application, everything except the public files: the API, personal pages, health and metrics. It opens and
 * starts nothing; `deps` has everything it needs.
 */
export function createApp(deps: AppDeps): Hono<Env> {
  const app = new Hono<Env>()
  const subscribing = createSubscribing(deps)
  const idempotent = createIdempotency(deps)
  const metrics = createMetrics()

  app.use('*', metrics.measure, logRequests(deps), headers(deps), limitBody, noticeProxy(deps))
  app.use('*', async (c, next) => {
    c.set('caller', null)
    await next()
  })
  app.use('/api/*', identify(deps))
  const limit = limitCalls(deps)
  for (const path of LIMITED) app.use(path, limit)

  app.route('/', healthRoutes(deps, metrics))
  app.route('/api/v1', createApi(deps, idempotent, subscribing))
  app.route('/', subscribePage(deps, idempotent, subscribing))
  app.route('/', statuspageRoutes(deps, idempotent, subscribing))
  app.route('/', confirmPage(deps))
  app.route('/', managePage(deps))
  app.route('/', unsubscribePage(deps))
  app.route('/', mailRoutes(deps))

  app.notFound(handleNotFound(app, deps))
  app.onError(handleError(deps))
  return app
}

/** Where a request reads or writes the database for whoever asks. */
const LIMITED = ['/api/*', '/subscribe/', '/confirm/*', '/manage/*', '/unsubscribe/*']

/** Headers of every response; pages and the reference set their own, wider policy. */
function headers({ site }: AppDeps) {
  return secureHeaders({
    contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    xFrameOptions: 'DENY',
    strictTransportSecurity: site.url.startsWith('https:') ? 'max-age=15552000' : false,
    // Public files do not send it, and all responses of an origin have to agree.
    originAgentCluster: false,
    overwrite: false,
  })
}
