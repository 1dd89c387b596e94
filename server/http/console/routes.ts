import { Hono } from 'hono'
import type { AppDeps, Env } from '../deps.ts'
import { guardConsole } from './access.ts'
import { accountRoutes } from './account/routes.ts'
import { amendRoutes } from './amend/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { pageMark } from './board/page-mark.ts'
import { boardRoutes } from './board/routes.ts'
import { deliveryPages } from './delivery/routes.ts'
import { forgottenRoutes } from './forgotten.ts'
import { composeRoutes } from './incident/compose.ts'
import { deskListRoutes } from './incident-list.ts'
import { maintenanceRoutes } from './maintenance/routes.ts'
import { coverageRoutes } from './organisation/coverage.ts'
import { organisationRoutes } from './organisation/routes.ts'
import { toldRoutes } from './organisation/told.ts'
import { ownPasskeyRoutes } from './passkeys/account.ts'
import { peopleRoutes } from './people/people.ts'
import { tokenRoutes } from './people/tokens.ts'
import { platformPages } from './platform/routes.ts'
import { setupRoutes } from './setup.ts'
import { handoverRoutes } from './shift/handover.ts'
import { waitingRoutes } from './shift/waiting.ts'
import { signInRoutes } from './sign-in.ts'
import { subscriberRoutes } from './subscriber/routes.ts'
import { templateRoutes } from './template/routes.ts'

/** The console of the desk, under `/staff/`: pages made for one person, forms that post without a script. */
export function consoleRoutes(deps: AppDeps): Hono<Env> {
  const app = new Hono<Env>()
  app.use('/staff/*', guardConsole(deps))
  app.use('/staff/incidents/:id/*', pageMark(deps, 'incident'))
  app.use('/staff/maintenance/:id/*', pageMark(deps, 'maintenance'))
  signInRoutes(app, deps)
  setupRoutes(app, deps)
  forgottenRoutes(app, deps)
  boardRoutes(app, deps)
  accountRoutes(app, deps)
  ownPasskeyRoutes(app, deps)
  auditRoutes(app, deps)
  peopleRoutes(app, deps)
  tokenRoutes(app, deps)
  maintenanceRoutes(app, deps)
  composeRoutes(app, deps)
  // Before the page of one incident, which would take every other name for an id.
  deskListRoutes(app, deps)
  amendRoutes(app, deps)
  waitingRoutes(app, deps)
  handoverRoutes(app, deps)
  deliveryPages(app, deps)
  templateRoutes(app, deps)
  platformPages(app, deps)
  subscriberRoutes(app, deps)
  // Before the page of one organisation, which would take every other name for an id.
  coverageRoutes(app, deps)
  toldRoutes(app, deps)
  organisationRoutes(app, deps)
  return app
}
