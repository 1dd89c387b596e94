import { Hono } from 'hono'
import { dictionary, localeOf } from '../../src/i18n/index.ts'
import type { Env } from './deps.ts'
import { databaseUnavailable, isRead, problemResponse } from './middleware/problem.ts'
import { errorStatusFor } from './pages/error-page.ts'
import { readerLocale } from './pages/reader-locale.ts'

const NO_STORE = { 'Cache-Control': 'no-store' }

/** What answers while the database is not there yet, beside the public files: alive, not ready, try again. */
export function createWaitingApp(tags: readonly string[]): Hono<Env> {
  const app = new Hono<Env>()
  const languages = tags.map(localeOf)
  const problems = ['database: not there yet since the start']
  app.get('/healthz', (c) => c.json({ status: 'alive' }, 200, NO_STORE))
  app.get('/readyz', (c) => c.json({ status: 'not ready', problems }, 503, NO_STORE))
  app.all('*', (c) => {
    c.header('Retry-After', '5')
    if (errorStatusFor(c, 503))
      return c.text(dictionary(readerLocale(c, { languages })).error.plain[503], 503, NO_STORE)
    return problemResponse(c, databaseUnavailable(isRead(c.req.method) ? null : 'nothing'))
  })
  return app
}
