import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { OWED_KINDS, type Owed } from '../../../domain/ladder/owed.ts'
import { PRIORITIES, STANDINGS } from '../../../domain/vocabulary.ts'
import { incidentUrl, maintenanceUrl } from '../../../lib/links.ts'
import { type Answer, readAnswers } from '../../../queries/answers.ts'
import { readOwed } from '../../../queries/owed.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { guarded } from '../../middleware/access.ts'
import { instantOut, problems, response, rfc3339 } from '../common.ts'

const item = z.object({
  promiseId: z.string().describe('For `POST /promises/{id}/acknowledge`.'),
  kind: z.enum(OWED_KINDS),
  object: z.object({ type: z.enum(['incident', 'maintenance']), id: z.string(), url: z.string(), title: z.string() }),
  priority: z.enum(PRIORITIES).nullable().describe('Of an incident.'),
  dueAt: instantOut,
  standing: z.enum(STANDINGS),
  acknowledgedBy: z.string().nullable().describe('Who said last that they are on it.'),
  putOffUntil: instantOut.nullable(),
})

const worklist = z.object({ items: z.array(item) }).openapi('Worklist')

const show = createRoute({
  method: 'get',
  path: '/worklist',
  operationId: 'showWorklist',
  summary: 'Show the worklist: what the desk owes, by what is due next',
  tags: ['Promises'],
  ...guarded('agent'),
  responses: { 200: response('Everything that the desk owes', worklist), ...problems(401, 403) },
})

export function worklistRoutes(app: OpenAPIHono<Env>, { db, plan, clock, site }: AppDeps): void {
  app.openapi(show, async (c) => {
    const owed = await readOwed(db, plan, clock())
    const answerOf = await readAnswers(
      db,
      owed.map(({ id }) => id),
    )
    return c.json({ items: owed.map((one) => itemOf(one, answerOf(one.id), site.url)) }, 200)
  })
}

function itemOf(owed: Owed, { acknowledged, putOff }: Answer, siteUrl: string): z.output<typeof item> {
  const { id: promiseId, kind, object, priority, dueAt, standing } = owed
  const url = (object.type === 'incident' ? incidentUrl : maintenanceUrl)(siteUrl, object.id)
  return {
    ...{ promiseId, kind, object: { ...object, url }, priority, standing },
    dueAt: rfc3339(dueAt),
    acknowledgedBy: acknowledged?.actor ?? null,
    putOffUntil: putOff && rfc3339(putOff.until_at),
  }
}
