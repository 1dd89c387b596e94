import { Hono } from 'hono'
import type { Env } from './deps.ts'
import { databaseUnavailable, isRead, problemResponse } from './middleware/problem.ts'

const NO_STORE = { 'Cache-Control': 'no-store' }

/** What answers while the database is not there yet, beside the public files: alive, not ready, try again. */
export function createWaitingApp(): Hono<Env> {
  const app = new Hono<Env>()
  const problems = ['database: not there yet since the start']
  app.get('/healthz', (c) => c.json({ status: 'alive' }, 200, NO_STORE))
  app.get('/readyz', (c) => c.json({ status: 'not ready', problems }, 503, NO_STORE))
  app.all('*', (c) => problemResponse(c, databaseUnavailable(isRead(c.req.method) ? null : 'nothing')))
  return app
}
