import type { Context, Hono } from 'hono'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { PaneView } from '../../../../src/views.ts'
import { discardDraft } from '../../../actions/draft/discard-draft.ts'
import { submit } from '../../../actions/draft/second-pair/submit.ts'
import { isUnseen } from '../../../domain/draft/unseen.ts'
import { notFound, type Refusal } from '../../../domain/refusal.ts'
import { becameOf } from '../../../queries/desk/drafts.ts'
import { findReadyText } from '../../../queries/desk/waiting.ts'
import { makePublic } from '../../api/publish.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { formEntries, seeOther } from '../../pages/form.ts'
import { allowed, sessionOf } from '../access.ts'
import { seeDone } from '../flash.ts'
import { unknownButton } from '../form/buttons.ts'
import { inOwn, keep, onceOf, retaken } from '../form/drafts.ts'
import { sendToMe } from '../form/looks.ts'
import { doOnce } from '../form/once.ts'
import { consolePage, refusedPage } from '../page.ts'
import { commandOf } from './command.ts'
import { broughtForward, type ComposeContent, findContinued } from './content.ts'
import { besideFields } from './fields.ts'
import { completed, filledFrom } from './filling.ts'
import { begunContent, missedSince, sentContent } from './opening.ts'
import { framedPreview, previewTyped, shownPreview } from './previewing.ts'
import { type Sent, sentForm } from './typed.ts'

/** Opening an incident, and the desk's page of one with its next update: forms that post without a script. */
export function composeRoutes(app: Hono<Env>, deps: AppDeps): void {
  app.get('/staff/incidents/new/', allowed(deps, 'incident.open'), (c) => show(c, deps, null))
  app.post('/staff/incidents/new/', allowed(deps, 'incident.open'), (c) => take(c, deps, null))
  app.get('/staff/incidents/preview/:draft/:what', allowed(deps, 'incident.update'), (c) =>
    framedPreview(c, deps, c.req.param('draft'), c.req.param('what')),
  )
  app.get('/staff/incidents/:id/', allowed(deps, 'incident.update'), (c) => show(c, deps, c.req.param('id')))
  app.post('/staff/incidents/:id/', allowed(deps, 'incident.update'), (c) => take(c, deps, c.req.param('id')))
}

async function show(c: Context<Env>, deps: AppDeps, id: string | null): Promise<Response> {
  const { posted: update, silent, relatedTo, template = '' } = c.req.query()
  const isRelated = relatedTo === undefined || (await findContinued(deps.db, relatedTo)) !== null
  const asked = { update, silent: silent !== undefined, relatedTo: isRelated ? relatedTo : undefined }
  const content = await begunContent(deps, id, sessionOf(c), asked)
  const typed = template === '' ? {} : await filledFrom(deps, id, { typed: content.values, template })
  // What an address names, and is not there, is said: nobody takes the page for what they asked for.
  if (typed === null) return refusedPage(c, deps, content, notFound('template').refusal)
  if (!isRelated) return refusedPage(c, deps, content, notFound('incident').refusal)
  const isMissed = id !== null && update !== undefined && content.posted === null
  if (isMissed) return refusedPage(c, deps, content, notFound('update').refusal)
  return consolePage(c, deps, { ...content, values: { ...content.values, ...typed } })
}

async function take(c: Context<Env>, deps: AppDeps, id: string | null): Promise<Response> {
  const entries = await formEntries(c)
  const asSent = sentForm(entries, id)
  const sentBy = entries.find(([name]) => name === 'do')?.[1][0]
  const buttons = ['post', 'check', 'look', 'keep', 'send', 'discard']
  const unknown = asSent.button === 'template' ? null : unknownButton(deps, sentBy, buttons)
  if (unknown) return again(c, deps, id, asSent, unknown)
  if (asSent.button === 'discard') return discard(c, deps, id, asSent)
  const read = await inOwn(deps, sessionOf(c).actor, asSent)
  if (read.button === 'template') {
    const typed = await filledFrom(deps, id, read)
    if (typed === null) return again(c, deps, id, read, notFound('template').refusal)
    return consolePage(c, deps, await sentContent(deps, id, sessionOf(c), { ...read, typed }))
  }
  const sent = { ...read, typed: await completed(deps, id, read.typed) }
  if (sent.button === 'post') return post(c, deps, id, sent)
  return check(c, deps, id, sent)
}

/** Posts it, once: a second tap is led to what the first has posted, other words are not lost on the way. */
async function post(c: Context<Env>, deps: AppDeps, id: string | null, sent: Sent): Promise<Response> {
  const command = commandOf(deps, id, sent.typed)
  if (!command.ok) return again(c, deps, id, sent, command.refusal)
  const { draft, base, revision, typed: fields } = sent
  const posted = await once(c, deps, sent, (ctx) => submit(ctx, command.value, { draft, base, revision, fields }))
  if (!posted.ok) return again(c, deps, id, sent, posted.refusal)
  await makePublic(deps)
  return led(c, deps, sent)
}

/** What waits for a colleague, or came back from one, can be sent anew. */
async function once(c: Context<Env>, deps: AppDeps, sent: Sent, act: Parameters<typeof doOnce>[3]) {
  const { personId } = sessionOf(c)
  const ready = await findReadyText(deps.db, deps.plan, sent.draft.id)
  const values = onceOf(sent, sent.typed)
  const anew = ready && { once: [`${sent.draft.id}.${ready.submittedAt}`] }
  return doOnce(deps, actionContext(c, deps), { personId, values: { ...values, ...anew } }, act)
}

/** To what a draft became, which says so. */
async function led(c: Context<Env>, deps: AppDeps, { draft, typed }: Sent): Promise<Response> {
  const became = await becameOf(deps.db, draft.id)
  const waits = (await findReadyText(deps.db, deps.plan, draft.id))?.state === 'waiting'
  if (waits) return seeOther(c, `/staff/drafts/${draft.id}/`)
  if (!became) return seeOther(c, '/staff/')
  const silent = typed.silent ? '&silent=1' : ''
  return seeOther(c, `/staff/incidents/${became.object.id}/?posted=${became.updateId}${silent}`)
}

/** Keeps it as a draft, and shows what it would do. */
async function check(c: Context<Env>, deps: AppDeps, id: string | null, sent: Sent): Promise<Response> {
  const saved = await keep(actionContext(c, deps), sent, sent.typed)
  if (!saved.ok && saved.refusal.code === 'draft_posted') {
    const posted = await once(c, deps, sent, async () => saved)
    return posted.ok ? led(c, deps, sent) : again(c, deps, id, sent, posted.refusal)
  }
  if (!saved.ok) {
    // Of what is too large to be kept, the field is named that is too long.
    const command = commandOf(deps, id, sent.typed)
    const isLarge = saved.refusal.code === 'invalid' && !command.ok
    return again(c, deps, id, sent, isLarge ? command.refusal : saved.refusal)
  }
  const { draft, revision } = saved.value
  const kept = { ...sent, draft, revision, isKept: true }
  const previewed = await previewTyped(c, deps, id, sent.typed)
  if (!previewed.ok) return again(c, deps, id, kept, previewed.refusal)
  const sending = sent.button === 'send' ? await sendToMe(c, deps, previewed.value) : null
  if (sending?.ok === false) return again(c, deps, id, kept, sending.refusal)
  const preview = { ...shownPreview(previewed.value, draft.id, deps.clock()), sentTo: sending?.value ?? null }
  return consolePage(c, deps, shownFor(sent, { ...(await sentContent(deps, id, sessionOf(c), kept)), preview }))
}

async function discard(c: Context<Env>, deps: AppDeps, id: string | null, { draft }: Sent): Promise<Response> {
  const discarded = await discardDraft(actionContext(c, deps), draft)
  const isOver = discarded.ok || discarded.refusal.code === 'draft_posted'
  const own = id === null ? '/staff/incidents/new/' : `/staff/incidents/${id}/`
  const says = dictionary(deps.site.locale).console.compose.discarded[discarded.ok ? 'now' : 'never']
  if (isOver) return seeDone(c, deps, own, says)
  return refusedPage(c, deps, await begunContent(deps, id, sessionOf(c)), discarded.refusal)
}

/** The form once more, with what was typed and what was wrong; or with what others have posted meanwhile. */
async function again(
  c: Context<Env>,
  deps: AppDeps,
  id: string | null,
  sent: Sent & { isKept?: boolean },
  refusal: Refusal,
): Promise<Response> {
  const session = sessionOf(c)
  const own = besideFields(refusal)
  const taken = await retaken(deps, sent, refusal)
  // Whoever has posted from the same draft in another window has not seen that here.
  const isBehind = refusal.code === 'posted_meanwhile' || isUnseen(refusal) || taken.draft.id !== sent.draft.id
  if (!isBehind || id === null) {
    const content = await sentContent(deps, id, session, taken)
    return refusedPage(c, deps, shownFor(sent, content), own)
  }
  const { missed, base } = await missedSince(deps, id, sent.base)
  const forward = { ...taken, base, typed: broughtForward(sent.typed) }
  const content: ComposeContent = { ...(await sentContent(deps, id, session, forward)), missed }
  return refusedPage(c, deps, shownFor(sent, content), own)
}

/** The page; or what stands beside the form alone, for whoever has the rest of it. */
function shownFor({ button, typed }: Sent, content: ComposeContent): ComposeContent | PaneContent {
  if (button !== 'look') return content
  const { draft, preview, choices } = content
  const isConfirmed = typed.confirmed !== undefined
  return {
    kind: 'console/pane',
    of: null,
    draft,
    preview,
    templates: choices.templates,
    isConfirmed,
    texts: { title: typed.title ?? '', body: typed.body ?? '' },
    following: null,
    looks: null,
  }
}
type PaneContent = Omit<PaneView, 'me' | 'faults'>
