import type { Hono } from 'hono'
import type { AppDeps, Env } from '../../deps.ts'
import { allowed } from '../access.ts'
import { archive, archivingPage } from './archiving.ts'
import { LIST, NEW, ORDER } from './content.ts'
import { groupPage, rename } from './group.ts'
import { listPage } from './list.ts'
import { add, change, newPage, onePage } from './one.ts'
import { order, orderPage } from './order.ts'

/** What customers use and follow: read by all staff, changed by administrators. */
export function platformPages(app: Hono<Env>, deps: AppDeps): void {
  const changes = allowed(deps, 'platform.change')
  app.get(LIST, allowed(deps, 'board.read'), (c) => listPage(c, deps))
  app.get(NEW, changes, (c) => newPage(c, deps))
  app.post(NEW, changes, (c) => add(c, deps))
  app.get(ORDER, changes, (c) => orderPage(c, deps))
  app.post(ORDER, changes, (c) => order(c, deps))
  app.get('/staff/platforms/:id/', changes, (c) => onePage(c, deps, c.req.param('id')))
  app.post('/staff/platforms/:id/', changes, (c) => change(c, deps, c.req.param('id')))
  // Before the page of a group, which would take the one of the platform "groups".
  app.get('/staff/platforms/:id/archive/', changes, (c) => archivingPage(c, deps, c.req.param('id')))
  app.post('/staff/platforms/:id/archive/', changes, (c) => archive(c, deps, c.req.param('id')))
  app.get('/staff/platforms/groups/:group/', changes, (c) => groupPage(c, deps, c.req.param('group')))
  app.post('/staff/platforms/groups/:group/', changes, (c) => rename(c, deps, c.req.param('group')))
}
