import type { Hono } from 'hono'
import type { AppDeps, Env } from '../../deps.ts'
import { allowed } from '../access.ts'
import { consolePage } from '../page.ts'
import { maintenancesContent } from './lists.ts'
import { planRoutes } from './plan.ts'
import { framedPreview } from './preview.ts'
import { windowRoutes } from './window.ts'

/** Maintenance at the desk: what runs and comes, planning it, and each window. */
export function maintenanceRoutes(app: Hono<Env>, deps: AppDeps): void {
  app.get('/staff/maintenance/', allowed(deps, 'maintenance.update'), async (c) =>
    consolePage(c, deps, await maintenancesContent(deps)),
  )
  app.get('/staff/maintenance/preview/:draft/:what', allowed(deps, 'maintenance.update'), (c) =>
    framedPreview(c, deps, c.req.param('draft'), c.req.param('what')),
  )
  planRoutes(app, deps)
  windowRoutes(app, deps)
}
