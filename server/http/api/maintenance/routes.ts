import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { changeMaintenance } from '../../../actions/maintenance/change-maintenance.ts'
import { changeMaintenanceInput, scheduleMaintenanceInput } from '../../../actions/maintenance/input.ts'
import { scheduleMaintenance } from '../../../actions/maintenance/schedule-maintenance.ts'
import { HORIZON_DAYS } from '../../../domain/maintenance/calendar.ts'
import { MAINTENANCE_STATES } from '../../../domain/maintenance/maintenance.ts'
import { DAY } from '../../../domain/vocabulary.ts'
import { slug } from '../../../lib/input/fields.ts'
import { listMaintenances } from '../../../queries/maintenances.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext, guarded } from '../../middleware/access.ts'
import { requireJson } from '../../middleware/body.ts'
import type { Idempotent } from '../../middleware/idempotency.ts'
import { must } from '../../middleware/problem.ts'
import { idempotencyKey, jsonBody, maintenanceId, next, paging, problems, response } from '../common.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { interval, intervalOf } from '../interval.ts'
import { escalations, escalationsFor } from '../promise/escalation.ts'
import { maintenance, maintenanceResource } from './resource.ts'
import { maintenanceWithWarnings, publishedMaintenance, shownMaintenance } from './show.ts'

const maintenanceShown = maintenanceWithWarnings.extend(escalations).openapi('MaintenanceShown')

const one = z.strictObject({ id: maintenanceId })

const list = createRoute({
  method: 'get',
  path: '/maintenances',
  operationId: 'listMaintenances',
  summary: 'List maintenance',
  description:
    'Earliest start first. Default: those running now and those of the next twelve months, including planned windows of programmes.',
  tags: ['Maintenance'],
  ...guarded('public'),
  request: {
    query: z.strictObject({
      state: z.enum(MAINTENANCE_STATES).optional(),
      platform: slug.optional().describe('Only windows that affect this platform.'),
      programme: slug
        .optional()
        .describe('Only windows of this programme; "unscheduled": windows without a programme.'),
      ...interval,
      ...paging,
    }),
  },
  responses: { 200: response('A page of windows', z.object({ items: z.array(maintenance), next })), ...problems(422) },
})

const show = createRoute({
  method: 'get',
  path: '/maintenances/{id}',
  operationId: 'showMaintenance',
  summary: 'Show a maintenance, to agents with its `escalations`',
  tags: ['Maintenance'],
  ...guarded('public'),
  request: { params: one },
  responses: { 200: response('The window', maintenanceShown), ...problems(404, 422) },
})

const schedule = createRoute({
  method: 'post',
  path: '/maintenances',
  operationId: 'scheduleMaintenance',
  summary: 'Schedule a maintenance',
  description:
    'Subscribers are notified at once, at its start and at its end; one that has begun or is over may be added too. 409 `maintenance_conflicts` names its conflicts; repeat with `acceptConflicts: true` to accept them.',
  tags: ['Maintenance'],
  ...guarded('maintenance.plan', requireJson),
  request: { headers: idempotencyKey, body: jsonBody(scheduleMaintenanceInput.openapi('ScheduleMaintenance')) },
  responses: { 201: response('The window', maintenanceWithWarnings), ...problems(400, 401, 403, 409, 413, 415, 422) },
})

const change = createRoute({
  method: 'patch',
  path: '/maintenances/{id}',
  operationId: 'changeMaintenance',
  summary: 'Change, move or extend a maintenance',
  description:
    'Subscribers are notified of new times of an announced window. 409 `maintenance_conflicts`: see `POST /maintenances`.',
  tags: ['Maintenance'],
  ...guarded('maintenance.change', requireJson),
  request: { params: one, body: jsonBody(changeMaintenanceInput.openapi('ChangeMaintenance')) },
  responses: {
    200: response('The window', maintenanceWithWarnings),
    ...problems(400, 401, 403, 404, 409, 413, 415, 422),
  },
})

export function maintenanceRoutes(app: OpenAPIHono<Env>, deps: AppDeps, idempotent: Idempotent): void {
  app.openapi(list, async (c) => {
    const { limit, cursor, from, to, ...filter } = c.req.valid('query')
    const now = deps.clock()
    const asked = intervalOf({ from, to }, { startsAt: now, endsAt: now + HORIZON_DAYS * DAY })
    const [startsAt, id] = cursor === undefined ? [] : readCursor(cursor)
    const after = startsAt === undefined ? undefined : { startsAt, id: id as string }
    // One more than requested shows whether there is a next page.
    const found = await listMaintenances(deps.db, asked, filter, { now, limit: limit + 1, after })
    const page = found.slice(0, limit)
    const last = page.at(-1)?.maintenance
    const following = found.length > limit && last ? writeCursor([last.startsAt, last.id]) : null
    return c.json({ items: page.map((one) => maintenanceResource(one, deps)), next: following }, 200)
  })

  app.openapi(show, async (c) => {
    const { id } = c.req.valid('param')
    const shown = await shownMaintenance(c, deps, id)
    return c.json({ ...shown, ...(await escalationsFor(c, deps, { type: 'maintenance', id })) }, 200)
  })

  app.openapi(schedule, async (c) => {
    const command = c.req.valid('json')
    const body = await idempotent(c, {
      status: 201,
      act: (ctx) => scheduleMaintenance(ctx, command),
      respond: (id) => publishedMaintenance(c, deps, id),
    })
    c.header('Location', `${deps.site.url}/api/v1/maintenances/${body.id}`)
    return c.json(body, 201)
  })

  app.openapi(change, async (c) => {
    const { id } = c.req.valid('param')
    must(await changeMaintenance(actionContext(c, deps), id, c.req.valid('json')))
    return c.json((await publishedMaintenance(c, deps, id)).body, 200)
  })
}
