import type { Context, Hono } from 'hono'
import type { Reader } from '../../../../db/schema/index.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { Amendment, PaneView } from '../../../../src/views.ts'
import type { ActionContext } from '../../../actions/context.ts'
import { discardDraft } from '../../../actions/draft/discard-draft.ts'
import { postFromDraft } from '../../../actions/draft/post-from-draft.ts'
import { unlessRefused } from '../../../actions/unless-refused.ts'
import type { Refusal } from '../../../domain/refusal.ts'
import { toHtml } from '../../../lib/markdown.ts'
import { makePublic } from '../../api/publish.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { seeOther } from '../../pages/form.ts'
import { allowed, sessionOf } from '../access.ts'
import { seeDone } from '../flash.ts'
import { unknownButton } from '../form/buttons.ts'
import { inOwn, type Written } from '../form/drafts.ts'
import { doOnce } from '../form/once.ts'
import { alsoTelling } from '../form/overtaken.ts'
import { readingOf, valuesOf } from '../form/reading.ts'
import { type FormValues, first } from '../form/values.ts'
import { consolePage, refusedPage } from '../page.ts'
import { type AmendContent, amendContent } from './content.ts'
import { keepForm, keptForm, sheetOf, wordsLeft, writtenOf } from './drafts.ts'
import { followingOf } from './following.ts'
import { AMENDMENTS, type Place, perform } from './kinds.ts'
import { changedMeanwhile, knowing } from './meanwhile.ts'

/** What is done about an incident beside posting its next update: a small page with one form for each. */
export function amendRoutes(app: Hono<Env>, deps: AppDeps): void {
  for (const [name, { path, ability }] of Object.entries(AMENDMENTS)) {
    const of = name as Amendment
    app.get(`/staff/incidents/:id/${path}`, allowed(deps, ability), (c) => show(c, deps, of))
    app.post(`/staff/incidents/:id/${path}`, allowed(deps, ability), (c) => take(c, deps, of))
  }
}

function placeOf(c: Context<Env>): Place {
  return { id: c.req.param('id') ?? '', uid: c.req.param('uid') ?? '' }
}

async function show(c: Context<Env>, deps: AppDeps, of: Amendment): Promise<Response> {
  const [place, { role, actor }] = [placeOf(c), sessionOf(c)]
  const kept = await keptForm(deps, actor, of, place)
  const content = await amendContent(deps, of, place, { role, ...(kept && { typed: kept.typed }) })
  const left = of === 'reopen' ? await wordsLeft(deps, actor, place.id) : null
  if (!kept)
    return consolePage(c, deps, { ...content, values: { ...content.values, ...(left && { body: left.body }) } })
  // What stood there when it was written, so that nobody replaces what they have not seen.
  return consolePage(c, deps, { ...content, draft: kept.draft, values: { ...content.values, ...kept.typed } })
}

async function take(c: Context<Env>, deps: AppDeps, of: Amendment): Promise<Response> {
  const place = placeOf(c)
  const { personId, role, actor } = sessionOf(c)
  const typed = await valuesOf(c)
  const content = await amendContent(deps, of, place, { role, typed })
  const meanwhile = (db: Reader) => changedMeanwhile({ ...deps, db }, of, place, { role, typed })
  const button = first(typed, 'do')
  const sent = writtenOf(of, place, typed)
  const written = sent && (await inOwn(deps, actor, sent))
  const ctx = actionContext(c, deps)
  if (button === 'discard' && sent) return discard(c, deps, content, sent)
  const looks = button === 'check' || button === 'look' ? toHtml(first(typed, 'body') ?? '') || null : null
  const shown = async (more: Partial<AmendContent>) => {
    // Whoever has only opened it is writing nothing.
    const isTouched = written?.revision !== 0 || toHtml(first(typed, 'body') ?? '') !== (content.posted?.html ?? '')
    // The whole page tells what stands there now; what is beside the form does not.
    const onWhat = button === 'look' ? typed : (more.values ?? typed)
    const draft = written && isTouched ? await keepForm(ctx, deps, written, place, onWhat) : content.draft
    const all = { ...content, ...keptOnce(typed), draft, preview: looks, ...more }
    return button === 'look' ? paneOf(all) : all
  }
  const refused = async (refusal: Refusal) => {
    const again = { ...(refusal.code === 'form_sent' && { once: content.once }), confirms: asksToConfirm(refusal) }
    // What was sent already is told apart from what others did.
    const isSent = refusal.code === 'form_sent' || refusal.code === 'draft_posted'
    const stale = isSent ? null : await meanwhile(deps.db)
    const wrong = refusal.code === 'corrected_meanwhile' && !read.ok ? read.refusal : refusal
    const says = alsoTelling(onPage(deps, of, wrong), stale && onPage(deps, of, stale.refusal))
    // Now that it was told what stands, a second press replaces that.
    const values = refusal.code === 'draft_posted' ? typed : await knowing(deps, of, place, { role, typed })
    return refusedPage(c, deps, await shown({ ...again, values }), says)
  }
  const read = AMENDMENTS[of].read(typed, readingOf(deps), place)
  // What was said on a contact is a button itself.
  const isContact = of === 'contacts' && button === undefined
  const unknown = isContact ? null : unknownButton(deps, button, ['check', 'look', 'do'])
  if (unknown) return refused(unknown)
  if (button === 'check' || button === 'look') {
    const asked = (await meanwhile(deps.db)) ?? read
    const following = asked.ok ? await followingOf(c, deps, of, asked.value) : asked
    return following.ok ? consolePage(c, deps, await shown({ following: following.value })) : refused(following.refusal)
  }
  const done = await doOnce(deps, ctx, { personId, values: sheetOf(typed) }, (own) =>
    unlessRefused(own, meanwhile, async (inner) => {
      if (!read.ok) return read
      const act = (last: ActionContext) => perform(last, read.value)
      return written ? postFromDraft(inner, written.draft, act) : act(inner)
    }),
  )
  if (!done.ok) return refused(done.refusal)
  const left = of === 'reopen' ? await wordsLeft(deps, actor, place.id) : null
  // It was said with the reopening, and waits for nothing.
  if (left && left.body[0] === first(typed, 'body')) await discardDraft(ctx, left.draft)
  await makePublic(deps)
  return seeOther(c, `/staff/incidents/${place.id}/?posted=${of}`)
}

async function discard(
  c: Context<Env>,
  deps: AppDeps,
  content: AmendContent,
  { draft }: Pick<Written, 'draft'>,
): Promise<Response> {
  const discarded = await discardDraft(actionContext(c, deps), draft)
  const isOver = discarded.ok || discarded.refusal.code === 'draft_posted'
  const says = dictionary(deps.site.locale).console.compose.discarded[discarded.ok ? 'now' : 'never']
  return isOver ? seeDone(c, deps, content.path, says) : refusedPage(c, deps, content, discarded.refusal)
}

/** What stands beside the form, for whoever has the rest of the page. */
function paneOf({ of, following, preview: looks, values, draft }: AmendContent): Omit<PaneView, 'me' | 'faults'> {
  const isConfirmed = values.confirmed !== undefined
  const preview = following?.preview ?? null
  return {
    kind: 'console/pane',
    ...{ of, preview, following, looks, isConfirmed, draft, templates: [], texts: null },
  }
}

/** A form that was not taken stays the same sheet. */
function keptOnce(typed: FormValues): { once?: string } {
  const once = first(typed, 'once')
  return once === undefined ? {} : { once }
}

function asksToConfirm({ code, fields = [] }: Refusal): boolean {
  return code === 'confirmation_needed' || fields.some(({ pointer }) => pointer === '/confirmed')
}

/** A refusal where the page has words of its own; platforms are one field there. */
function onPage({ site }: AppDeps, of: Amendment, refusal: Refusal): Refusal {
  const { amend } = dictionary(site.locale).console
  const own: Readonly<Record<string, string>> = {
    form_sent: amend.sent,
    draft_posted: amend.sent,
    corrected_meanwhile: amend.meanwhile,
    reopen_too_late: amend.barred.late,
    incident_open: of === 'report' ? amend.reportOpen : amend.barred.open,
  }
  if (asksToConfirm(refusal)) {
    const detail = of === 'times' ? amend.faults.early : amend.faults.confirm
    const others = refusal.fields?.filter(({ pointer }) => pointer !== '/confirmed') ?? []
    return { ...refusal, fields: [...others, { pointer: '/confirmed', detail }] }
  }
  const said = own[refusal.code]
  const fields = refusal.fields?.map((fault) => ({
    ...fault,
    pointer: fault.pointer.replace(/^\/platforms\/.*/, '/platforms'),
  }))
  return { ...refusal, ...(said !== undefined && { parts: [said] }), ...(fields && { fields }) }
}
