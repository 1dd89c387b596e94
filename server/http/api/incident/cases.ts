import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { contactInput, postmortemInput, reopenInput } from '../../../actions/incident/case-input.ts'
import { noteContact } from '../../../actions/incident/note-contact.ts'
import { publishPostmortem } from '../../../actions/incident/publish-postmortem.ts'
import { reopenIncident } from '../../../actions/incident/reopen-incident.ts'
import { incidentId } from '../../../lib/input/fields.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext, guarded } from '../../middleware/access.ts'
import { requireJson } from '../../middleware/body.ts'
import type { Idempotent } from '../../middleware/idempotency.ts'
import { must } from '../../middleware/problem.ts'
import { idempotencyKey, instantOut, jsonBody, problems, response, rfc3339 } from '../common.ts'
import { incident } from './resource.ts'
import { publishedIncident } from './show.ts'

const one = z.strictObject({ id: incidentId })

const reopen = createRoute({
  method: 'post',
  path: '/incidents/{id}/reopen',
  operationId: 'reopenIncident',
  summary: 'Reopen an incident',
  description:
    'Possible within seven calendar days of its closing. Later, and after `closed_no_response`, the response is 409 `reopen_too_late`: open a new incident with `relatedTo`. 409 `platform_archived`: no platform that it affected is in use; name those that it affects now.',
  tags: ['Incidents'],
  ...guarded('incident.reopen', requireJson),
  request: { params: one, headers: idempotencyKey, body: jsonBody(reopenInput.openapi('Reopen')) },
  responses: { 201: response('The incident', incident), ...problems(400, 401, 403, 404, 409, 413, 415, 422) },
})

const publish = createRoute({
  method: 'put',
  path: '/incidents/{id}/postmortem',
  operationId: 'publishPostmortem',
  summary: 'Publish the report on a resolved incident',
  description:
    'The first version is sent to followers. Later versions are corrections: the page marks them, and nobody is notified.',
  tags: ['Incidents'],
  ...guarded('incident.report', requireJson),
  request: { params: one, body: jsonBody(postmortemInput.openapi('PutPostmortem')) },
  responses: { 200: response('The incident', incident), ...problems(400, 401, 403, 404, 409, 413, 415, 422) },
})

const contacted = z
  .object({ incidentId: z.string(), what: z.enum(['asked', 'answered']), at: instantOut })
  .openapi('Contact')

const contact = createRoute({
  method: 'post',
  path: '/incidents/{id}/contacts',
  operationId: 'noteContact',
  summary: 'Record a contact with the customers',
  description: 'Never public. It decides when the desk is told that the customers do not answer.',
  tags: ['Incidents'],
  ...guarded('incident.note', requireJson),
  request: { params: one, headers: idempotencyKey, body: jsonBody(contactInput.openapi('NoteContact')) },
  responses: { 201: response('The recorded contact', contacted), ...problems(400, 401, 403, 404, 409, 413, 415, 422) },
})

export function caseRoutes(app: OpenAPIHono<Env>, deps: AppDeps, idempotent: Idempotent): void {
  app.openapi(reopen, async (c) => {
    const { id } = c.req.valid('param')
    const command = c.req.valid('json')
    const body = await idempotent(c, {
      status: 201,
      act: (ctx) => reopenIncident(ctx, id, command),
      respond: (made) => publishedIncident(c, deps, made),
    })
    return c.json(body, 201)
  })

  app.openapi(publish, async (c) => {
    const { id } = c.req.valid('param')
    must(await publishPostmortem(actionContext(c, deps), id, c.req.valid('json')))
    return c.json((await publishedIncident(c, deps, id)).body, 200)
  })

  app.openapi(contact, async (c) => {
    const { id } = c.req.valid('param')
    const { at = deps.clock(), ...noted } = c.req.valid('json')
    const body = await idempotent(c, {
      status: 201,
      act: (ctx) => noteContact(ctx, id, { ...noted, at }),
      respond: async () => ({ body: { incidentId: id, what: noted.what, at: rfc3339(at) }, complete: true }),
    })
    return c.json(body, 201)
  })
}
