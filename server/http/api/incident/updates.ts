import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { submit } from '../../../actions/draft/second-pair/submit.ts'
import { correctUpdate } from '../../../actions/incident/correct/correct-update.ts'
import { correctUpdateInput, postUpdateInput } from '../../../actions/incident/input.ts'
import { incidentId } from '../../../lib/input/fields.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext, guarded } from '../../middleware/access.ts'
import { requireJson } from '../../middleware/body.ts'
import type { Idempotent } from '../../middleware/idempotency.ts'
import { must } from '../../middleware/problem.ts'
import { idempotencyKey, jsonBody, problems, response } from '../common.ts'
import { draft, isWaiting, postedOrWaiting } from '../draft/resource.ts'
import { incident } from './resource.ts'
import { publishedIncident } from './show.ts'

const post = createRoute({
  method: 'post',
  path: '/incidents/{id}/updates',
  operationId: 'postUpdate',
  summary: 'Post an update',
  description:
    'On the page when the call returns; or, with 202, a draft that waits for a second person, where the plan asks for one. It promises the next update, unless its phase is `resolved`. Closing a case as `closed_no_response` before its customers had the time to answer is 409 `confirmation_needed` without `confirmed`.',
  tags: ['Incidents'],
  ...guarded('incident.update', requireJson),
  request: {
    params: z.strictObject({ id: incidentId }),
    headers: idempotencyKey,
    body: jsonBody(postUpdateInput.openapi('PostUpdate')),
  },
  responses: {
    201: response('The incident, with the update first', incident),
    202: response('A draft, which waits for a second person', draft),
    ...problems(400, 401, 403, 404, 409, 413, 415, 422),
  },
})

const correct = createRoute({
  method: 'patch',
  path: '/incidents/{id}/updates/{uid}',
  operationId: 'correctUpdate',
  summary: 'Correct an update',
  description: 'Replaces its text; the page marks it, and nobody is notified. The old text stays in the audit trail.',
  tags: ['Incidents'],
  ...guarded('incident.correct', requireJson),
  request: {
    params: z.strictObject({ id: incidentId, uid: incidentId }),
    body: jsonBody(correctUpdateInput.openapi('CorrectUpdate')),
  },
  responses: { 200: response('The incident', incident), ...problems(400, 401, 403, 404, 413, 415, 422) },
})

export function updateRoutes(app: OpenAPIHono<Env>, deps: AppDeps, idempotent: Idempotent): void {
  app.openapi(post, async (c) => {
    const { id } = c.req.valid('param')
    const command = c.req.valid('json')
    const body = await idempotent(c, {
      status: 201,
      act: (ctx) => submit(ctx, { do: 'update', id, command }),
      respond: (made) => postedOrWaiting(c, deps, made),
    })
    if (isWaiting(body)) return c.json(body, 202)
    return c.json(body, 201)
  })

  app.openapi(correct, async (c) => {
    const { id, uid } = c.req.valid('param')
    must(await correctUpdate(actionContext(c, deps), id, uid, c.req.valid('json')))
    return c.json((await publishedIncident(c, deps, id)).body, 200)
  })
}
