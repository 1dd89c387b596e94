import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { cancelMaintenance } from '../../../actions/maintenance/cancel-maintenance.ts'
import { cancelMaintenanceInput, maintenanceUpdateInput } from '../../../actions/maintenance/input.ts'
import { postMaintenanceUpdate } from '../../../actions/maintenance/post-maintenance-update.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { guarded } from '../../middleware/access.ts'
import { jsonIfAny, requireJson } from '../../middleware/body.ts'
import type { Idempotent } from '../../middleware/idempotency.ts'
import { idempotencyKey, jsonBody, maintenanceId, problems, response } from '../common.ts'
import { maintenanceWithWarnings, publishedMaintenance } from './show.ts'

const request = { params: z.strictObject({ id: maintenanceId }), headers: idempotencyKey }
const responses = {
  201: response('The window', maintenanceWithWarnings),
  ...problems(400, 401, 403, 404, 409, 413, 415, 422),
}

const post = createRoute({
  method: 'post',
  path: '/maintenances/{id}/updates',
  operationId: 'postMaintenanceUpdate',
  summary: 'Post an update on a maintenance',
  description:
    'With a `state`, it announces, begins, verifies or completes the maintenance; without one, on one that is completed, it is a follow-up.',
  tags: ['Maintenance'],
  ...guarded('maintenance.update', requireJson),
  request: { ...request, body: jsonBody(maintenanceUpdateInput.openapi('PostMaintenanceUpdate')) },
  responses,
})

const cancel = createRoute({
  method: 'post',
  path: '/maintenances/{id}/cancel',
  operationId: 'cancelMaintenance',
  summary: 'Cancel a maintenance',
  description: 'Also skips a window of a programme. The body is optional.',
  tags: ['Maintenance'],
  ...guarded('maintenance.cancel', jsonIfAny),
  request: {
    ...request,
    body: { ...jsonBody(cancelMaintenanceInput.openapi('CancelMaintenance')), required: false },
  },
  responses,
})

export function maintenanceProgressRoutes(app: OpenAPIHono<Env>, deps: AppDeps, idempotent: Idempotent): void {
  app.openapi(post, async (c) => {
    const { id } = c.req.valid('param')
    const update = c.req.valid('json')
    const body = await idempotent(c, {
      status: 201,
      act: (ctx) => postMaintenanceUpdate(ctx, id, update),
      respond: (made) => publishedMaintenance(c, deps, made),
    })
    return c.json(body, 201)
  })

  app.openapi(cancel, async (c) => {
    const { id } = c.req.valid('param')
    const cancellation = c.req.valid('json')
    const body = await idempotent(c, {
      status: 201,
      act: (ctx) => cancelMaintenance(ctx, id, cancellation),
      respond: (made) => publishedMaintenance(c, deps, made),
    })
    return c.json(body, 201)
  })
}
