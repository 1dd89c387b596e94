import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { discardDraft } from '../../../actions/draft/discard-draft.ts'
import { changeSubmitted } from '../../../actions/draft/second-pair/change-submitted.ts'
import { changeDraftInput, createDraftInput, returnInput } from '../../../actions/draft/second-pair/input.ts'
import { keepBack, pairOf } from '../../../actions/draft/second-pair/submit.ts'
import { publishDraft, returnDraft } from '../../../actions/draft/second-pair/waiting.ts'
import type { Composed } from '../../../domain/draft/composed.ts'
import { invalid, notFound, ok, type Result } from '../../../domain/refusal.ts'
import { instant } from '../../../lib/input/fields.ts'
import { findDraft, listDrafts } from '../../../queries/desk/drafts.ts'
import { findReadyText, readReadyTexts } from '../../../queries/desk/waiting.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext, guarded } from '../../middleware/access.ts'
import { requireJson } from '../../middleware/body.ts'
import type { Idempotent } from '../../middleware/idempotency.ts'
import { must } from '../../middleware/problem.ts'
import { entryId, idempotencyKey, jsonBody, next, problems, response } from '../common.ts'
import { incident } from '../incident/resource.ts'
import { publishedIncident } from '../incident/show.ts'
import { draft, readyResource, writingResource } from './resource.ts'

const tags = ['Drafts']
const one = z.strictObject({ id: entryId })

const list = createRoute({
  method: 'get',
  path: '/drafts',
  operationId: 'listDrafts',
  summary: 'List incidents and updates that are not public',
  description: 'Those that are ready by when they go out, then those that somebody is writing, without their texts.',
  tags,
  ...guarded('incident.update'),
  responses: { 200: response('All drafts', z.object({ items: z.array(draft), next })), ...problems(401, 403) },
})

const create = createRoute({
  method: 'post',
  path: '/drafts',
  operationId: 'createDraft',
  summary: 'Keep an incident or an update that is not public',
  description:
    'What could not be posted now is refused like a post. An update takes the place of what its author has kept of the same incident.',
  tags,
  ...guarded('incident.update', requireJson),
  request: { headers: idempotencyKey, body: jsonBody(createDraftInput.openapi('CreateDraft')) },
  responses: { 201: response('The draft', draft), ...problems(400, 401, 403, 404, 409, 413, 415, 422) },
})

const change = createRoute({
  method: 'patch',
  path: '/drafts/{id}',
  operationId: 'changeDraft',
  summary: 'Change a draft, and submit it again',
  description: 'Only its author may (403 `draft_author`). What was returned waits again.',
  tags,
  ...guarded('incident.update', requireJson),
  request: { params: one, body: jsonBody(changeDraftInput.openapi('ChangeDraft')) },
  responses: { 200: response('The draft', draft), ...problems(400, 401, 403, 404, 409, 413, 415, 422) },
})

const publish = createRoute({
  method: 'post',
  path: '/drafts/{id}/publish',
  operationId: 'publishDraft',
  summary: 'Publish a draft, as the words of its author',
  description:
    'What needs a second pair of eyes is published by somebody else than its author (403 `own_draft`). 409 `draft_returned`; `posted_meanwhile`: another update was posted since it was written.',
  tags,
  ...guarded('incident.update'),
  request: {
    params: one,
    query: z.strictObject({
      submittedAt: instant
        .optional()
        .describe('The `submittedAt` of what was read: 409 `draft_newer` if its author has changed it since.'),
    }),
    headers: idempotencyKey,
  },
  responses: { 200: response('The incident', incident), ...problems(401, 403, 404, 409, 422) },
})

const sendBack = createRoute({
  method: 'post',
  path: '/drafts/{id}/return',
  operationId: 'returnDraft',
  summary: 'Return a draft to its author, with a reason',
  description: 'It does not go out by itself any more, until its author has submitted it again.',
  tags,
  ...guarded('incident.update', requireJson),
  request: { params: one, headers: idempotencyKey, body: jsonBody(returnInput.openapi('ReturnDraft')) },
  responses: { 200: response('The draft', draft), ...problems(400, 401, 403, 404, 409, 413, 415, 422) },
})

const discard = createRoute({
  method: 'delete',
  path: '/drafts/{id}',
  operationId: 'discardDraft',
  summary: 'Discard a draft',
  description: 'Its author, and leads. Nothing of it was public.',
  tags,
  ...guarded('incident.update'),
  request: { params: one },
  responses: { 204: { description: 'Discarded' }, ...problems(401, 403, 404, 409, 422) },
})

/** Incidents and updates that are not public. */
export function draftRoutes(app: OpenAPIHono<Env>, deps: AppDeps, idempotent: Idempotent): void {
  const { db, plan, site, clock } = deps
  const shown = async (id: string) =>
    readyResource((await findReadyText(db, plan, id)) ?? must<never>(notFound('draft', id)), site.url)

  app.openapi(list, async (c) => {
    const ready = await readReadyTexts(db, plan)
    const ids = new Set(ready.map(({ id }) => id))
    const others = (await listDrafts(db, clock())).filter(
      ({ id, kind }) => !ids.has(id) && (kind === 'open' || kind === 'update'),
    )
    const items = [...ready.map((text) => readyResource(text, site.url)), ...others.map(writingResource)]
    return c.json({ items, next: null }, 200)
  })

  app.openapi(create, async (c) => {
    const asked = composedOf(c.req.valid('json'))
    const { secondEyes } = c.req.valid('json')
    const body = await idempotent(c, {
      status: 201,
      act: async (ctx) => {
        const waits = secondEyes || (await pairOf(db, ctx, asked)) === 'waits'
        return keepBack(ctx, asked, waits ? 'waiting' : 'kept')
      },
      respond: async (id) => ({ body: await shown(id), complete: true }),
    })
    c.header('Location', `${site.url}/api/v1/drafts/${body.id}`)
    return c.json(body, 201)
  })

  app.openapi(change, async (c) => {
    const { id } = c.req.valid('param')
    const to = c.req.valid('json')
    must(await changeSubmitted(actionContext(c, deps), id, (was) => changedTo(was, to)))
    return c.json(await shown(id), 200)
  })

  app.openapi(publish, async (c) => {
    const { id } = c.req.valid('param')
    const { submittedAt } = c.req.valid('query')
    const act = (ctx: Parameters<typeof publishDraft>[0]) => publishDraft(ctx, id, submittedAt)
    const respond = (made: string) => publishedIncident(c, deps, made)
    return c.json(await idempotent(c, { status: 200, act, respond }), 200)
  })

  app.openapi(sendBack, async (c) => {
    const { id } = c.req.valid('param')
    const given = c.req.valid('json')
    const respond = async () => ({ body: await shown(id), complete: true })
    return c.json(await idempotent(c, { status: 200, act: (ctx) => returnDraft(ctx, id, given), respond }), 200)
  })

  app.openapi(discard, async (c) => {
    const { id } = c.req.valid('param')
    const found = (await findDraft(db, id)) ?? must<never>(notFound('draft', id))
    must(await discardDraft(actionContext(c, deps), { id, kind: found.kind, object: found.object }))
    return c.body(null, 204)
  })
}

function composedOf({ incident: opens, update, incidentId }: z.output<typeof createDraftInput>): Composed {
  if (opens !== undefined) return { do: 'open', command: opens }
  if (update !== undefined && incidentId !== undefined) return { do: 'update', id: incidentId, command: update }
  throw new Error('the input has either')
}

/** What it becomes stays what it was. */
function changedTo(was: Composed, { incident: opens, update }: z.output<typeof changeDraftInput>): Result<Composed> {
  if (was.do === 'open' && opens !== undefined) return ok({ ...was, command: opens })
  if (was.do === 'update' && update !== undefined) return ok({ ...was, command: update })
  const [there, given] = was.do === 'open' ? ['incident', 'update'] : ['update', 'incident']
  return invalid([{ pointer: `/${given}`, detail: `is not what this draft becomes: give its \`${there}\`` }])
}
