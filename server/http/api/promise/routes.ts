import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { accepts } from 'hono/accepts'
import { findAcknowledgement } from '../../../../db/incident/promises.ts'
import { acknowledgeInput } from '../../../actions/incident/case-input.ts'
import { acknowledgePromise } from '../../../actions/ladder/acknowledge-promise.ts'
import { DAY } from '../../../domain/vocabulary.ts'
import { asFile, type Cell, csv } from '../../../lib/csv.ts'
import { incidentId, short } from '../../../lib/input/fields.ts'
import { readPromiseLedger } from '../../../queries/promise-ledger.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { guarded } from '../../middleware/access.ts'
import { requireJson } from '../../middleware/body.ts'
import type { Idempotent } from '../../middleware/idempotency.ts'
import { idempotencyKey, jsonBody, next, paging, problems, response, responseInFormats } from '../common.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { interval, intervalOf } from '../interval.ts'
import { acknowledgement, acknowledgementResource } from './acknowledgement.ts'
import { byDueTime, type PromiseLine, promise, promiseLines } from './resource.ts'
import { promiseSummary, summaryResource } from './summary.ts'

const promiseId = short(120).regex(/^[a-z0-9][\w.-]*$/, 'must be the promiseId of an item of the worklist')

const page = z.object({ items: z.array(promise), next, summary: promiseSummary })

const list = createRoute({
  method: 'get',
  path: '/promises',
  operationId: 'listPromises',
  summary: 'List promises and whether they were kept',
  description:
    'By due time. Default: the last and the next thirty days. The summary covers the whole interval. `Accept: text/csv` returns all of it as a table.',
  tags: ['Promises'],
  ...guarded('public'),
  request: {
    query: z.strictObject({
      ...interval,
      incident: incidentId.optional().describe('Only promises of this incident.'),
      ...paging,
    }),
  },
  responses: { 200: responseInFormats('A page of promises, or all of them', page, 'text/csv'), ...problems(422) },
})

const acknowledge = createRoute({
  method: 'post',
  path: '/promises/{id}/acknowledge',
  operationId: 'acknowledgePromise',
  summary: 'Say that you are on what is owed, or put it off',
  description:
    'Later messages to staff name you. With `until` it is put off, once: what the ladder tells before then is skipped, but nothing from the due time on. The promise itself, the page and the ledger do not change.',
  tags: ['Promises'],
  ...guarded('promise.acknowledge', requireJson),
  request: {
    params: z.strictObject({ id: promiseId.describe('The `promiseId` of an item of the worklist.') }),
    headers: idempotencyKey,
    body: jsonBody(acknowledgeInput.openapi('Acknowledge')),
  },
  responses: {
    201: response('The acknowledgement', acknowledgement),
    ...problems(400, 401, 403, 404, 409, 413, 415, 422),
  },
})

const MONTH = 30 * DAY

export function promiseRoutes(app: OpenAPIHono<Env>, deps: AppDeps, idempotent: Idempotent): void {
  app.openapi(list, async (c) => {
    const { limit, cursor, incident, ...asked } = c.req.valid('query')
    const now = deps.clock()
    const within = intervalOf(asked, { startsAt: now - MONTH, endsAt: now + MONTH })
    const ledger = await readPromiseLedger(deps.db, within, now, incident)
    const lines = promiseLines(ledger, deps.site.url)
    c.header('Vary', 'Accept', { append: true })
    const form = accepts(c, {
      header: 'Accept',
      supports: ['application/json', 'text/csv'],
      default: 'application/json',
    })
    if (form === 'text/csv') return c.body(table(lines), 200, asFile('text/csv', 'promises.csv'))
    const [dueAt, id] = cursor === undefined ? [] : readCursor(cursor)
    const after = dueAt === undefined ? null : { dueAt, id: id as string }
    const rest = after ? lines.filter((line) => byDueTime(line, after) > 0) : lines
    const last = rest.length > limit ? rest[limit - 1] : undefined
    const body: z.output<typeof page> = {
      items: rest.slice(0, limit).map((line) => line.shown()),
      next: last ? writeCursor([last.dueAt, last.id]) : null,
      summary: summaryResource(ledger, deps.plan.zone),
    }
    return c.json(body, 200)
  })

  app.openapi(acknowledge, async (c) => {
    const { id } = c.req.valid('param')
    const command = c.req.valid('json')
    const body = await idempotent(c, {
      status: 201,
      act: (ctx) => acknowledgePromise(ctx, id, command),
      respond: async (made) => {
        const noted = await findAcknowledgement(deps.db, made)
        return { body: acknowledgementResource(noted), complete: true }
      },
    })
    return c.json(body, 201)
  })
}

function table(lines: readonly PromiseLine[]): string {
  const head = ['id', 'kind', 'incidentId', 'maintenanceId', 'title', 'priority', 'basis', 'notice']
  const times = ['madeAt', 'dueAt', 'keptAt', 'state', 'latenessSeconds']
  return csv([[...head, ...times, 'shortNoticeClass', 'shortNoticeReason', 'url'], ...lines.map(rowOf)])
}

function rowOf(line: PromiseLine): Cell[] {
  const item = line.shown()
  return [
    ...[item.id, item.kind, item.incidentId, item.maintenanceId, item.title, item.priority, item.basis, item.notice],
    ...[item.madeAt, item.dueAt, item.keptAt, item.state, item.lateness],
    ...[item.shortNotice?.class ?? null, item.shortNotice?.reason ?? null, item.url],
  ]
}
