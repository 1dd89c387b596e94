import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { CASE_STATUSES, PRIORITIES, STANDINGS } from '../../../domain/vocabulary.ts'
import { incidentUrl, maintenanceUrl } from '../../../lib/links.ts'
import { readWorklist, type Worklist } from '../../../queries/worklist.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { guarded } from '../../middleware/access.ts'
import { instantOut, problems, response, rfc3339 } from '../common.ts'
import { acknowledgement, acknowledgementResource } from './acknowledgement.ts'

const about = { incidentId: z.string(), url: z.string(), title: z.string() }

const dueUpdate = z.object({
  promiseId: z.string().describe('For `POST /promises/{id}/acknowledge`.'),
  ...about,
  priority: z.enum(PRIORITIES),
  dueAt: instantOut,
  standing: z.enum(STANDINGS),
  acknowledged: acknowledgement.nullable().describe('The latest acknowledgement; null if there is none.'),
})

const worklist = z
  .object({
    updates: z.array(dueUpdate).describe('Updates that are due soon or overdue, earliest due first.'),
    postmortems: z
      .array(z.object({ ...about, resolvedAt: instantOut, dueAt: instantOut, overdue: z.boolean() }))
      .describe('Promised reports on resolved P1Gs that are not published yet.'),
    unanswered: z
      .array(
        z.object({
          ...about,
          priority: z.enum(PRIORITIES),
          caseStatus: z.enum(CASE_STATUSES),
          since: instantOut.describe('No customer has answered since then.'),
        }),
      )
      .describe('Cases to close as `closed_no_response`, or to ask the customers about again.'),
    maintenance: z
      .array(
        z.object({
          owes: z.enum(['details', 'end']).describe('`details`: what will be done; `end`: that the work is over.'),
          maintenanceId: z.string(),
          url: z.string(),
          title: z.string(),
          platforms: z.array(z.string()),
          dueAt: instantOut,
          standing: z.enum(STANDINGS),
        }),
      )
      .describe('Maintenance that lacks its details, or that nobody has completed.'),
  })
  .openapi('Debts')

const show = createRoute({
  method: 'get',
  path: '/debts',
  operationId: 'showDebts',
  summary: 'Show the worklist: what is due or overdue now',
  tags: ['Promises'],
  ...guarded('agent'),
  responses: { 200: response('Everything that the desk has to do', worklist), ...problems(401, 403) },
})

export function worklistRoutes(app: OpenAPIHono<Env>, { db, plan, clock, site }: AppDeps): void {
  app.openapi(show, async (c) => c.json(worklistResource(await readWorklist(db, plan, clock()), site.url), 200))
}

function worklistResource(
  { updates, postmortems, unanswered, maintenance }: Worklist,
  siteUrl: string,
): z.output<typeof worklist> {
  return {
    updates: updates.map(({ dueAt, acknowledged, ...update }) => ({
      ...{ ...update, url: incidentUrl(siteUrl, update.incidentId), dueAt: rfc3339(dueAt) },
      acknowledged: acknowledged && acknowledgementResource(acknowledged),
    })),
    postmortems: postmortems.map(({ id, title, resolvedAt, dueAt, overdue }) => ({
      ...{ incidentId: id, url: incidentUrl(siteUrl, id), title, overdue },
      resolvedAt: rfc3339(resolvedAt),
      dueAt: rfc3339(dueAt),
    })),
    unanswered: unanswered.map(({ id, title, priority, caseStatus, since }) => ({
      ...{ incidentId: id, url: incidentUrl(siteUrl, id), title, priority, caseStatus },
      since: rfc3339(since),
    })),
    maintenance: maintenance.map(({ platforms, dueAt, ...item }) => ({
      ...{ ...item, url: maintenanceUrl(siteUrl, item.maintenanceId) },
      platforms: [...platforms],
      dueAt: rfc3339(dueAt),
    })),
  }
}
