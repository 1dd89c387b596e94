import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { maintenanceDebts } from '../../../actions/maintenance/maintenance-debts.ts'
import { readWorklist } from '../../../actions/staff/read-worklist.ts'
import { CASE_STATUSES, PRIORITIES, STANDINGS } from '../../../domain/vocabulary.ts'
import { incidentUrl, maintenanceUrl } from '../../../lib/links.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext, guarded } from '../../middleware/access.ts'
import { answer, instantOut, problems, rfc3339 } from '../common.ts'
import { owedUpdate, owedUpdates } from './overdue.ts'

const about = { incidentId: z.string(), url: z.string(), title: z.string() }

const debts = z
  .object({
    updates: z.array(owedUpdate).describe('Updates that are due soon or overdue, the one due first first.'),
    postmortems: z
      .array(z.object({ ...about, resolvedAt: instantOut, dueAt: instantOut, overdue: z.boolean() }))
      .describe('Reports on resolved P1Gs that are not published.'),
    unanswered: z
      .array(
        z.object({
          ...about,
          priority: z.enum(PRIORITIES),
          caseStatus: z.enum(CASE_STATUSES),
          since: instantOut.describe('No answer from the customers since.'),
        }),
      )
      .describe('Cases to be closed as `closed_no_response`, or to be asked about again.'),
    maintenance: z
      .array(
        z.object({
          owes: z.enum(['details', 'end']).describe('What is done in it, or that it is over.'),
          maintenanceId: z.string(),
          url: z.string(),
          title: z.string(),
          platforms: z.array(z.string()),
          dueAt: instantOut,
          standing: z.enum(STANDINGS),
        }),
      )
      .describe('What somebody owes a window.'),
  })
  .openapi('Debts')

const show = createRoute({
  method: 'get',
  path: '/debts',
  operationId: 'showDebts',
  summary: 'What the desk owes now',
  tags: ['Promises'],
  ...guarded('agent'),
  responses: { 200: answer('Everything that somebody is waiting for', debts), ...problems(401, 403) },
})

export function debtRoutes(app: OpenAPIHono<Env>, deps: AppDeps): void {
  app.openapi(show, async (c) => {
    const ctx = actionContext(c, deps)
    const site = deps.site.url
    const { unanswered, postmortems } = await readWorklist(deps.db, deps.plan, ctx.now)
    const windows = await maintenanceDebts(ctx)
    return c.json(
      {
        updates: await owedUpdates(ctx, site),
        postmortems: postmortems.map(({ id, title, resolvedAt, dueAt, overdue }) => ({
          ...{ incidentId: id, url: incidentUrl(site, id), title, overdue },
          resolvedAt: rfc3339(resolvedAt),
          dueAt: rfc3339(dueAt),
        })),
        unanswered: unanswered.map(({ id, title, priority, caseStatus, since }) => ({
          ...{ incidentId: id, url: incidentUrl(site, id), title, priority, caseStatus },
          since: rfc3339(since),
        })),
        maintenance: windows.map(({ platforms, dueAt, ...debt }) => ({
          ...debt,
          url: maintenanceUrl(site, debt.maintenanceId),
          platforms: [...platforms],
          dueAt: rfc3339(dueAt),
        })),
      },
      200,
    )
  })
}
