import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { findHandover } from '../../../../db/desk/handovers.ts'
import { handoverInput } from '../../../actions/handover/input.ts'
import { writeHandover } from '../../../actions/handover/write-handover.ts'
import { WORKLIST_KINDS } from '../../../domain/ladder/told.ts'
import { notFound } from '../../../domain/refusal.ts'
import { PHASES, PRIORITIES, STANDINGS } from '../../../domain/vocabulary.ts'
import { type Handover, handoverOf, listHandovers } from '../../../queries/desk/handover.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { guarded } from '../../middleware/access.ts'
import { requireJson } from '../../middleware/body.ts'
import type { Idempotent } from '../../middleware/idempotency.ts'
import { must } from '../../middleware/problem.ts'
import {
  idempotencyKey,
  instantOut,
  jsonBody,
  next,
  paging,
  problems,
  response,
  rfc3339,
  rfc3339OrNull,
} from '../common.ts'
import { readCursor, writeCursor } from '../cursor.ts'

const named = { id: z.string(), title: z.string() }

const handover = z
  .object({
    id: z.string(),
    author: z.string(),
    at: instantOut,
    note: z.string().nullable(),
    owed: z
      .array(
        z.object({
          kind: z.enum(WORKLIST_KINDS),
          object: z.object({ type: z.enum(['incident', 'maintenance']), ...named }),
          priority: z.enum(PRIORITIES).nullable(),
          dueAt: instantOut,
          standing: z.enum(STANDINGS),
          acknowledgedBy: z.string().nullable(),
          putOffUntil: instantOut.nullable(),
        }),
      )
      .describe('What was owed and promised.'),
    open: z.array(
      z.object({ ...named, priority: z.enum(PRIORITIES), phase: z.enum(PHASES), dueAt: instantOut.nullable() }),
    ),
    windows: z.array(z.object({ ...named, startsAt: instantOut, endsAt: instantOut })),
    drafts: z
      .array(
        z.object({
          ...named,
          author: z.string(),
          state: z.enum(['kept', 'waiting', 'returned']),
          goesAt: instantOut.nullable(),
        }),
      )
      .describe('Texts that were ready and not public.'),
    acknowledgedBy: z.string().nullable().describe('Who took it on.'),
    acknowledgedAt: instantOut.nullable(),
  })
  .openapi('Handover')

const tags = ['Handovers']

const list = createRoute({
  method: 'get',
  path: '/handovers',
  operationId: 'listHandovers',
  summary: 'List what was handed over at changes of shift',
  description: 'Newest first, each as it was then.',
  tags,
  ...guarded('handover.read'),
  request: { query: z.strictObject(paging) },
  responses: {
    200: response('A page of handovers', z.object({ items: z.array(handover), next })),
    ...problems(401, 403, 422),
  },
})

const write = createRoute({
  method: 'post',
  path: '/handovers',
  operationId: 'writeHandover',
  summary: 'Hand over: write down what is open, owed and promised now',
  description:
    'It is never changed. Somebody else takes it on at the desk. It silences nothing: what is owed stays due.',
  tags,
  ...guarded('handover.write', requireJson),
  request: { headers: idempotencyKey, body: jsonBody(handoverInput.openapi('WriteHandover')) },
  responses: { 201: response('The handover', handover), ...problems(400, 401, 403, 409, 413, 415, 422) },
})

/** Changes of shift. */
export function handoverRoutes(app: OpenAPIHono<Env>, deps: AppDeps, idempotent: Idempotent): void {
  app.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query')
    const [at, id] = cursor === undefined ? [] : readCursor(cursor)
    const after = at === undefined || id === undefined ? undefined : { at, id }
    const found = await listHandovers(deps.db, { limit: limit + 1, after })
    const last = found.length > limit ? found[limit - 1] : undefined
    const items = found.slice(0, limit).map(resource)
    return c.json({ items, next: last ? writeCursor([last.at, last.id]) : null }, 200)
  })

  app.openapi(write, async (c) => {
    const given = c.req.valid('json')
    const respond = async (id: string) => {
      const row = (await findHandover(deps.db, id)) ?? must<never>(notFound('handover', id))
      return { body: resource(handoverOf(row)), complete: true }
    }
    return c.json(await idempotent(c, { status: 201, act: (ctx) => writeHandover(ctx, given), respond }), 201)
  })
}

function resource({ id, author, at, note, items, acknowledgedBy, acknowledgedAt }: Handover): z.infer<typeof handover> {
  return {
    ...{ id, author, at: rfc3339(at), note },
    owed: items.owed.map((one) => ({
      ...one,
      ...{ dueAt: rfc3339(one.dueAt), putOffUntil: rfc3339OrNull(one.putOffUntil) },
    })),
    open: items.open.map((one) => ({ ...one, dueAt: rfc3339OrNull(one.dueAt) })),
    windows: items.windows.map((one) => ({ ...one, startsAt: rfc3339(one.startsAt), endsAt: rfc3339(one.endsAt) })),
    drafts: items.waiting.map((one) => ({ ...one, goesAt: rfc3339OrNull(one.goesAt) })),
    ...{ acknowledgedBy, acknowledgedAt: rfc3339OrNull(acknowledgedAt) },
  }
}
