import type { Context, Hono } from 'hono'
import { dictionary } from '../../../../src/i18n/index.ts'
import { personIn } from '../../../../src/i18n/person.ts'
import type { WaitingView } from '../../../../src/views.ts'
import { discardDraft } from '../../../actions/draft/discard-draft.ts'
import { returnInput } from '../../../actions/draft/second-pair/input.ts'
import { publishDraft, returnDraft } from '../../../actions/draft/second-pair/waiting.ts'
import { mayDiscard } from '../../../domain/draft/draft.ts'
import { isSame } from '../../../domain/draft/four-eyes.ts'
import { notFound, type Refusal } from '../../../domain/refusal.ts'
import { refusalOf } from '../../../lib/input/zod-messages.ts'
import { deskPathOf } from '../../../lib/links.ts'
import { toHtml } from '../../../lib/markdown.ts'
import { previewIncident } from '../../../preview/incident.ts'
import { becameOf } from '../../../queries/desk/drafts.ts'
import { findReadyText, type ReadyText } from '../../../queries/desk/waiting.ts'
import { makePublic } from '../../api/publish.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { formFields, seeOther } from '../../pages/form.ts'
import { allowed, sessionOf } from '../access.ts'
import { seeDone } from '../flash.ts'
import { unknownButton } from '../form/buttons.ts'
import { framed } from '../form/looks.ts'
import { shownPreview } from '../incident/previewing.ts'
import { consolePage, refusedPage } from '../page.ts'
import { told } from '../told.ts'

/** A text that waits for a second person: read as it will look, published or returned. */
export function waitingRoutes(app: Hono<Env>, deps: AppDeps): void {
  app.get('/staff/drafts/preview/:draft/:what', allowed(deps, 'incident.update'), async (c) => {
    const text = must(orNone(await findReadyText(deps.db, deps.plan, c.req.param('draft'))))
    return framed(c, must(await previewOf(c, deps, text)), c.req.param('what'))
  })
  app.get('/staff/drafts/:id/', allowed(deps, 'incident.update'), async (c) => {
    const text = await findReadyText(deps.db, deps.plan, c.req.param('id'))
    return text ? consolePage(c, deps, await contentOf(c, deps, text)) : over(c, deps, c.req.param('id'))
  })
  app.post('/staff/drafts/:id/', allowed(deps, 'incident.update'), (c) => take(c, deps, c.req.param('id')))
}

function orNone<T>(found: T | null) {
  return found === null ? notFound('draft') : ({ ok: true, value: found } as const)
}

/** What would follow if it were posted now, as its author's. */
function previewOf(c: Context<Env>, deps: AppDeps, { author, asked }: ReadyText) {
  const actor = { name: author.name, role: author.role }
  return previewIncident(deps, { ...actionContext(c, deps), actor }, asked)
}

/** It was published meanwhile, and is led to; or there is no such text. */
async function over(c: Context<Env>, deps: AppDeps, id: string): Promise<Response> {
  const became = await becameOf(deps.db, id)
  if (!became) return must<never>(notFound('draft'))
  return seeOther(c, deskPathOf(became.object.type, became.object.id))
}

type Content = Omit<WaitingView, 'me' | 'faults'>

async function contentOf(c: Context<Env>, deps: AppDeps, text: ReadyText, reason = ''): Promise<Content> {
  const { id, kind, title, priority, object, author, state, submittedAt, goesAt, overtakenBy, returned, asked } = text
  const { personId, actor, role } = sessionOf(c)
  const preview = await previewOf(c, deps, text)
  const url = object && deskPathOf('incident', object.id)
  return {
    ...{ kind: 'console/shift/waiting' as const, id, title, priority, url, reason },
    ...{ state, submittedAt, goesAt, overtakenBy, returned, author: author.name },
    writeUrl: url ?? '/staff/incidents/new/',
    isMine: isSame(author, { name: actor, id: personId }),
    mayDiscard: mayDiscard({ source: text.source, author: author.name }, { name: actor, role }).ok,
    body: toHtml(asked.do === 'open' ? asked.command.update.body : asked.command.body),
    preview: preview.ok ? shownPreview(preview.value, id, deps.clock(), 'drafts') : null,
    refused: preview.ok ? [] : await told(deps, preview.refusal.fields ?? [{ ...preview.refusal, pointer: '' }]),
    of: kind,
  }
}

async function take(c: Context<Env>, deps: AppDeps, id: string): Promise<Response> {
  const fields = await formFields(c)
  const [button = '', reason = '', seen = ''] = [fields('do')[0], fields('reason')[0], fields('seen')[0]]
  const text = await findReadyText(deps.db, deps.plan, id)
  if (!text) return over(c, deps, id)
  const again = async (refusal: Refusal) => {
    const now = (await findReadyText(deps.db, deps.plan, id)) ?? text
    return refusedPage(c, deps, await contentOf(c, deps, now, reason), refusal)
  }
  const unknown = unknownButton(deps, button, ['publish', 'return', 'discard'])
  if (unknown) return again(unknown)
  const ctx = actionContext(c, deps)
  const t = dictionary(deps.site.locale)
  const { waiting } = t.console
  const author = personIn(text.author.name, t)
  // Published or returned is what was read, not what its author has made of it since.
  const at = /^\d{1,15}$/.test(seen) ? Number(seen) : -1
  if (button === 'publish') {
    const posted = await publishDraft(ctx, id, at)
    if (!posted.ok) return posted.refusal.kind === 'not_found' ? over(c, deps, id) : again(posted.refusal)
    await makePublic(deps)
    return seeDone(c, deps, deskPathOf('incident', posted.value.id), waiting.published(author))
  }
  if (button === 'discard') {
    const { kind, object } = text
    const gone = await discardDraft(ctx, { id, kind, object })
    return gone.ok ? seeDone(c, deps, '/staff/', waiting.discarded) : again(gone.refusal)
  }
  const read = returnInput.safeParse({ reason })
  if (!read.success) return again(refusalOf(read.error))
  const returned = await returnDraft(ctx, id, { ...read.data, seen: at })
  return returned.ok ? seeDone(c, deps, '/staff/', waiting.sentBack(author)) : again(returned.refusal)
}
