import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { updatesOf } from '../../../../db/incident/updates.ts'
import { submit } from '../../../actions/draft/second-pair/submit.ts'
import { changeIncident } from '../../../actions/incident/change-incident.ts'
import { changeIncidentInput, openIncidentInput } from '../../../actions/incident/input.ts'
import { PRIORITIES } from '../../../domain/vocabulary.ts'
import { incidentId, instant, slug } from '../../../lib/input/fields.ts'
import { listIncidents } from '../../../queries/incidents.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext, guarded, mayCall } from '../../middleware/access.ts'
import { requireJson } from '../../middleware/body.ts'
import type { Idempotent } from '../../middleware/idempotency.ts'
import { must } from '../../middleware/problem.ts'
import { idempotencyKey, jsonBody, next, paging, problems, response } from '../common.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { draft, isWaiting, postedOrWaiting } from '../draft/resource.ts'
import { escalations, escalationsFor } from '../promise/escalation.ts'
import { incident, incidentResource } from './resource.ts'
import { publishedIncident, shownIncident } from './show.ts'

const filter = z.strictObject({
  open: z.enum(['true', 'false']).optional().describe('`true`: only open incidents; `false`: only resolved ones.'),
  platform: slug.optional().describe('Only incidents that have affected this platform.'),
  priority: z.enum(PRIORITIES).optional(),
  from: instant.optional().describe('Only incidents that were open at this instant or later.'),
  to: instant.optional().describe('Only incidents that began, or were opened, before this instant.'),
  ...paging,
})

const incidentInFull = incident.extend(escalations).openapi('IncidentInFull')

const one = z.strictObject({ id: incidentId })

const list = createRoute({
  method: 'get',
  path: '/incidents',
  operationId: 'listIncidents',
  summary: 'List incidents',
  description: 'Latest opened first. Drills are listed for staff only.',
  tags: ['Incidents'],
  ...guarded('public'),
  request: { query: filter },
  responses: { 200: response('A page of incidents', z.object({ items: z.array(incident), next })), ...problems(422) },
})

const show = createRoute({
  method: 'get',
  path: '/incidents/{id}',
  operationId: 'showIncident',
  summary: 'Show an incident, to agents with its `escalations`',
  tags: ['Incidents'],
  ...guarded('public'),
  request: { params: one },
  responses: { 200: response('The incident', incidentInFull), ...problems(404, 422) },
})

const open = createRoute({
  method: 'post',
  path: '/incidents',
  operationId: 'openIncident',
  summary: 'Open an incident',
  description:
    'When the call returns, it is on the public page and being sent to its followers; or, with 202, a draft that waits for a second person, where the plan asks for one.',
  tags: ['Incidents'],
  ...guarded('incident.open', requireJson),
  request: { headers: idempotencyKey, body: jsonBody(openIncidentInput.openapi('OpenIncident')) },
  responses: {
    201: response('The incident', incident),
    202: response('A draft, which waits for a second person', draft),
    ...problems(400, 401, 403, 409, 413, 415, 422),
  },
})

const change = createRoute({
  method: 'patch',
  path: '/incidents/{id}',
  operationId: 'changeIncident',
  summary: 'Change or correct an incident',
  description:
    'Shown at once. A new priority needs a reason and may move the due time of the next update forward. What is resolved cannot become a P1G (409 `incident_resolved`). Times are corrected by a lead, with a reason: the page marks it, and what is computed from them follows. Followers are notified if an open incident becomes a P1G or is none any more, and of nothing else.',
  tags: ['Incidents'],
  ...guarded('incident.change', requireJson),
  request: { params: one, body: jsonBody(changeIncidentInput.openapi('ChangeIncident')) },
  responses: { 200: response('The incident', incident), ...problems(400, 401, 403, 404, 409, 413, 415, 422) },
})

export function incidentRoutes(app: OpenAPIHono<Env>, deps: AppDeps, idempotent: Idempotent): void {
  app.openapi(list, async (c) => {
    const { open: openness, limit, cursor, ...filters } = c.req.valid('query')
    const [openedAt, id] = cursor === undefined ? [] : readCursor(cursor)
    const found = await listIncidents(
      deps.db,
      { ...filters, open: openness && openness === 'true', drills: mayCall(c, 'drill.read') },
      // One more than requested shows whether there is a next page.
      { limit: limit + 1, after: openedAt === undefined ? undefined : { openedAt, id: id as string } },
    )
    const page = found.slice(0, limit)
    const last = page.at(-1)?.incident
    const following = found.length > limit && last ? writeCursor([last.opened_at, last.id]) : null
    return c.json({ items: page.map((one) => incidentResource(one, deps)), next: following }, 200)
  })

  app.openapi(show, async (c) => {
    const { id } = c.req.valid('param')
    const shown = await shownIncident(c, deps, id)
    const told = await escalationsFor(c, deps, { type: 'incident', id }, () => updatesOf(deps.db, [id]))
    return c.json({ ...shown, ...told }, 200)
  })

  app.openapi(open, async (c) => {
    const command = c.req.valid('json')
    const body = await idempotent(c, {
      status: 201,
      act: (ctx) => submit(ctx, { do: 'open', command }),
      respond: (id) => postedOrWaiting(c, deps, id),
    })
    if (isWaiting(body)) return c.json(body, 202)
    c.header('Location', `${deps.site.url}/api/v1/incidents/${body.id}`)
    return c.json(body, 201)
  })

  app.openapi(change, async (c) => {
    const { id } = must(await changeIncident(actionContext(c, deps), c.req.valid('param').id, c.req.valid('json')))
    return c.json((await publishedIncident(c, deps, id)).body, 200)
  })
}
