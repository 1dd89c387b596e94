import type { Hono } from 'hono'
import type { AppDeps, Env } from '../../deps.ts'
import { allowed } from '../access.ts'
import { dataFile, take } from './acts.ts'
import { growthPage } from './growth.ts'
import { listPage, search } from './list.ts'
import { ask, newPage } from './new.ts'
import { onePage } from './one.ts'

/** Who follows what: found, asked, disabled, enabled, erased, and handed all that is kept about them. */
export function subscriberRoutes(app: Hono<Env>, deps: AppDeps): void {
  const [reads, changes] = [allowed(deps, 'subscriber.list'), allowed(deps, 'subscriber.change')]

  app.get('/staff/subscribers/', reads, (c) => listPage(c, deps))
  app.post('/staff/subscribers/', reads, (c) => search(c, deps))
  app.get('/staff/subscribers/growth/', reads, growthPage(deps))
  app.get('/staff/subscribers/new/', changes, (c) => newPage(c, deps))
  app.post('/staff/subscribers/new/', changes, (c) => ask(c, deps))
  app.get('/staff/subscribers/:id/', reads, (c) => onePage(c, deps, c.req.param('id')))
  app.post('/staff/subscribers/:id/', changes, (c) => take(c, deps, c.req.param('id')))
  app.get('/staff/subscribers/:id/data.json', allowed(deps, 'subscriber.read'), (c) =>
    dataFile(c, deps, c.req.param('id')),
  )
}
