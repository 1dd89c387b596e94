import { Hono, type MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { OUTCOME } from '../lib/outcome.ts'
import { strictTransport } from '../lib/transport-security.ts'
import { createApi } from './api/index.ts'
import { createSubscribing } from './api/subscription/subscribing.ts'
import { mailRoutes } from './console/mailbox/mail.ts'
import { consoleRoutes } from './console/routes.ts'
import { unpostedPage } from './console/unposted.ts'
import type { AppDeps, Env } from './deps.ts'
import { healthRoutes } from './health.ts'
import { resendHook } from './hooks/resend.ts'
import { identify } from './middleware/access.ts'
import { createIdempotency } from './middleware/idempotency.ts'
import { limitCalls } from './middleware/limit-calls.ts'
import { logRequests } from './middleware/log.ts'
import { createMetrics } from './middleware/metrics.ts'
import { handleError, handleNotFound } from './middleware/not-found.ts'
import { noticeAddress } from './middleware/notice-address.ts'
import { noticeProxy } from './middleware/notice-proxy.ts'
import { isRead, outcomeOf, Problem } from './middleware/problem.ts'
import { requireStorable } from './middleware/storable.ts'
import { moveAddressPage } from './pages/address/confirm.ts'
import { askedPage } from './pages/asked.ts'
import { confirmPage } from './pages/confirm.ts'
import { contactPage } from './pages/contact/routes.ts'
import { managePage } from './pages/manage.ts'
import { organisationPage } from './pages/organisation/routes.ts'
import { owedPage } from './pages/owed/routes.ts'
import { resubscribePage } from './pages/resubscribe.ts'
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
  const metrics = createMetrics(deps)

  app.use(
    '*',
    metrics.measure,
    logRequests(deps),
    headers(deps),
    requireStorable,
    noticeProxy(deps),
    noticeAddress(deps),
  )
  app.use('*', async (c, next) => {
    c.set('caller', null)
    c.set('session', null)
    c.set('admitted', false)
    c.set('acting', false)
    await next()
  })
  app.use('/api/*', identify(deps), refuseAstray(deps))
  const limit = limitCalls(deps)
  for (const path of LIMITED) app.use(path, limit)

  app.route('/', healthRoutes(deps, metrics))
  app.route('/api/v1', createApi(deps, idempotent, subscribing))
  app.route('/', subscribePage(deps, idempotent, subscribing))
  app.route('/', statuspageRoutes(deps, idempotent, subscribing))
  app.route('/', askedPage(deps))
  app.route('/', confirmPage(deps))
  app.route('/', moveAddressPage(deps))
  app.route('/', managePage(deps))
  app.route('/', unsubscribePage(deps))
  app.route('/', resubscribePage(deps))
  app.route('/', owedPage(deps))
  app.route('/', organisationPage(deps))
  app.route('/', contactPage(deps))
  app.route('/', resendHook(deps))
  app.route('/', mailRoutes(deps))
  app.route('/', consoleRoutes(deps))

  app.notFound(handleNotFound(app, deps))
  const failed = handleError(deps)
  app.onError(async (error, c) => unpostedPage(c, deps, await failed(error, c), outcomeOf(c, error)))
  return app
}

/** Nothing is recorded by a clock that is known to be wrong: it would be due at the wrong time for ever. */
function refuseAstray({ dispatcher }: AppDeps): MiddlewareHandler<Env> {
  return async (c, next) => {
    const problem = dispatcher.clockProblem?.() ?? null
    if (problem !== null && !isRead(c.req.method))
      throw new Problem(503, 'clock_wrong', `${problem}. ${OUTCOME.nothing} Another instance may take it.`)
    await next()
  }
}

/** Where a request reads or writes the database for whoever asks. */
const LIMITED = [
  '/api/*',
  '/subscribe/',
  '/confirm/*',
  '/manage/*',
  '/unsubscribe/*',
  '/resubscribe/*',
  '/owed/*',
  '/organisations/*',
  '/contacts/*',
  '/staff/sign-in/*',
  '/staff/setup/*',
  '/staff/forgotten/',
]

/** Headers of every response; pages and the reference set their own, wider policy. */
function headers({ site }: AppDeps) {
  return secureHeaders({
    contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    xFrameOptions: 'DENY',
    strictTransportSecurity: strictTransport(site.url) ?? false,
    // Public files do not send it, and all responses of an origin have to agree.
    originAgentCluster: false,
    overwrite: false,
  })
}
