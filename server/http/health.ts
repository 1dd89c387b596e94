import { timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { authenticate } from '../actions/staff/authenticate.ts'
import { can } from '../domain/staff/can.ts'
import { databaseProblems } from '../queries/readiness.ts'
import type { AppDeps, Env } from './deps.ts'
import type { Metrics } from './middleware/metrics.ts'
import { Problem } from './middleware/problem.ts'

/** Liveness, readiness and metrics. */
export function healthRoutes(deps: AppDeps, metrics: Metrics): Hono<Env> {
  const app = new Hono<Env>()

  app.get('/healthz', (c) => c.json({ status: 'alive' }, 200, NO_STORE))

  app.get('/readyz', async (c) => {
    const problems = [
      ...(await databaseProblems(deps.db, deps.clock())).map((text) => `database: ${text}`),
      ...deps.publisher.status().problems.map((text) => `publisher: ${text}`),
      ...deps.dispatcher.status().problems.map((text) => `dispatcher: ${text}`),
      ...(deps.ladder?.status().problems ?? []).map((text) => `ladder: ${text}`),
    ]
    return problems.length === 0
      ? c.json({ status: 'ready' }, 200, NO_STORE)
      : c.json({ status: 'not ready', problems }, 503, NO_STORE)
  })

  app.get('/metrics', async (c) => {
    const [, token] = /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '') ?? []
    if (!token || !(await mayRead(deps, token))) {
      const detail = 'Metrics require METRICS_TOKEN, or the token of an admin.'
      throw new Problem(401, 'token_required', detail, { headers: { 'WWW-Authenticate': 'Bearer realm="Signalpost"' } })
    }
    return c.body(await metrics.text(deps), 200, { 'Content-Type': metrics.contentType, ...NO_STORE })
  })

  return app
}

const NO_STORE = { 'Cache-Control': 'no-store' }

async function mayRead({ db, clock, metricsToken }: AppDeps, token: string): Promise<boolean> {
  if (metricsToken !== undefined && same(token, metricsToken)) return true
  const caller = await authenticate(db, token, clock())
  return caller !== null && can(caller, 'metrics.read')
}

function same(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
