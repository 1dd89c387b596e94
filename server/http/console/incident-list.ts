import type { Hono } from 'hono'
import { deskIncidents } from '../../queries/desk/incident-list.ts'
import type { AppDeps, Env } from '../deps.ts'
import { allowed } from './access.ts'
import { consolePage } from './page.ts'

const MOST = { open: 100, closed: 30 }

/** The incidents that are open, and those that were closed lately, to be found again. */
export function deskListRoutes(app: Hono<Env>, deps: AppDeps): void {
  app.get('/staff/incidents/', allowed(deps, 'incident.update'), async (c) => {
    const query = (c.req.query('q') ?? '').trim().slice(0, 100)
    return consolePage(c, deps, { kind: 'console/incidents', query, ...(await deskIncidents(deps.db, query, MOST)) })
  })
}
