import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { HORIZON_DAYS } from '../../../domain/maintenance/calendar.ts'
import { MAINTENANCE_STATES } from '../../../domain/maintenance/maintenance.ts'
import { notFound } from '../../../domain/refusal.ts'
import { DAY } from '../../../domain/vocabulary.ts'
import { slug } from '../../../lib/input/fields.ts'
import { maintenanceUrl } from '../../../lib/links.ts'
import { findProgramme, windowsOfProgramme } from '../../../queries/programmes.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { guarded } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { instantOut, next, problems, response, rfc3339 } from '../common.ts'
import { interval, intervalOf } from '../interval.ts'

const occurrence = z
  .object({
    id: z.string().describe('For `GET /maintenances/{id}`.'),
    url: z.string(),
    title: z.string(),
    state: z.enum(MAINTENANCE_STATES),
    startsAt: instantOut,
    endsAt: instantOut,
    zone: z.string(),
  })
  .openapi('Occurrence')

const list = createRoute({
  method: 'get',
  path: '/programmes/{id}/occurrences',
  operationId: 'listOccurrences',
  summary: "List a programme's windows",
  description:
    'All windows in the interval; default: the next twelve months. Includes moved and cancelled ones. For a programme without platforms: the windows it would have.',
  tags: ['Maintenance'],
  ...guarded('public'),
  request: { params: z.strictObject({ id: slug }), query: z.strictObject(interval) },
  responses: { 200: response('Its windows', z.object({ items: z.array(occurrence), next })), ...problems(404, 422) },
})

export function occurrenceRoutes(app: OpenAPIHono<Env>, deps: AppDeps): void {
  app.openapi(list, async (c) => {
    const programme = await findProgramme(deps.db, c.req.valid('param').id)
    if (!programme) return must(notFound('programme'))
    const now = deps.clock()
    const asked = intervalOf(c.req.valid('query'), { startsAt: now, endsAt: now + HORIZON_DAYS * DAY })
    const windows = await windowsOfProgramme(deps.db, programme, asked)
    const items = windows.map(({ id, title, state, startsAt, endsAt, zone }) => ({
      ...{ id, url: maintenanceUrl(deps.site.url, id), title, state, zone },
      startsAt: rfc3339(startsAt),
      endsAt: rfc3339(endsAt),
    }))
    return c.json({ items, next: null }, 200)
  })
}
