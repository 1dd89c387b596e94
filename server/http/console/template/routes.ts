import { createHash } from 'node:crypto'
import type { Context, Hono } from 'hono'
import type { Reader } from '../../../../db/schema/index.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { TemplateView } from '../../../../src/views.ts'
import type { ActionContext } from '../../../actions/context.ts'
import { rehearse } from '../../../actions/preview/rehearse.ts'
import { changeTemplate } from '../../../actions/template/change-template.ts'
import { createTemplate } from '../../../actions/template/create-template.ts'
import { changeTemplateInput, createTemplateInput } from '../../../actions/template/input.ts'
import { removeTemplate } from '../../../actions/template/remove-template.ts'
import { unlessRefused } from '../../../actions/unless-refused.ts'
import { conflict, notFound, ok, type Refusal, type Result, refuse } from '../../../domain/refusal.ts'
import { can } from '../../../domain/staff/can.ts'
import type { Template } from '../../../domain/template/template.ts'
import { newId } from '../../../lib/ids.ts'
import { refusalOf } from '../../../lib/input/zod-messages.ts'
import { findTemplate, listTemplates } from '../../../queries/desk/templates.ts'
import { listPlatforms } from '../../../queries/platforms.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { allowed, sessionOf } from '../access.ts'
import { seeDone } from '../flash.ts'
import { unknownButton } from '../form/buttons.ts'
import { doOnce } from '../form/once.ts'
import { alsoTelling } from '../form/overtaken.ts'
import { valuesOf } from '../form/reading.ts'
import { type FormValues, first } from '../form/values.ts'
import { consolePage, refusedPage } from '../page.ts'
import { exampleOf } from './content.ts'

const LIST = '/staff/templates/'

/** What updates begin with: read by all staff, made, changed and removed by leads. */
export function templateRoutes(app: Hono<Env>, deps: AppDeps): void {
  app.get(LIST, allowed(deps, 'template.read'), (c) => list(c, deps))
  app.get('/staff/templates/new/', allowed(deps, 'template.change'), (c) => show(c, deps, null))
  app.post('/staff/templates/new/', allowed(deps, 'template.change'), (c) => take(c, deps, null))
  app.get('/staff/templates/:id/', allowed(deps, 'template.change'), (c) => show(c, deps, c.req.param('id')))
  app.post('/staff/templates/:id/', allowed(deps, 'template.change'), (c) => take(c, deps, c.req.param('id')))
}

async function list(c: Context<Env>, deps: AppDeps): Promise<Response> {
  const all = await listPlatforms(deps.db, { archived: true })
  const inUse = all.filter(({ archived }) => !archived).map(({ name }) => name)
  const templates = (await listTemplates(deps.db)).map((one) => {
    return { id: one.id, ...shownAs(deps, one, all, inUse) }
  })
  return consolePage(c, deps, {
    kind: 'console/templates',
    mayChange: can(sessionOf(c), 'template.change'),
    templates,
  })
}

/** As an example shows it; `platforms`: names. */
function shownAs(deps: AppDeps, one: Template, all: readonly { id: string; name: string }[], inUse: readonly string[]) {
  const platforms = all.filter(({ id }) => one.platforms.includes(id)).map(({ name }) => name)
  const filled = exampleOf(deps, one, platforms.length > 0 ? platforms : inUse.slice(0, 1))
  return { name: one.name, phase: one.phase, platforms, filled }
}

type Content = Omit<TemplateView, 'me' | 'faults'>

/** A template's page, with what was typed; a 404 if there is no such template. */
async function contentOf(deps: AppDeps, id: string | null, typed?: FormValues): Promise<Content> {
  const found = id === null ? null : ((await findTemplate(deps.db, id)) ?? must<never>(notFound('template')))
  const named = found?.platforms ?? []
  const all = await listPlatforms(deps.db, { archived: true })
  const platforms = all.filter((one) => !one.archived || named.includes(one.id)).map(({ id, name }) => ({ id, name }))
  const begun: FormValues = {
    ...{ name: [found?.name ?? ''], phase: [found?.phase ?? 'investigating'], platforms: named },
    ...{ title: [found?.title ?? ''], body: [found?.body ?? ''] },
    ...(found && { 'was.seen': [seenOf(found)] }),
  }
  const values = typed ?? begun
  const chosen = platforms.filter((one) => values.platforms?.includes(one.id)).map(({ name }) => name)
  const body = first(values, 'body')
  const example = chosen.length > 0 ? chosen : platforms.slice(0, 1).map(({ name }) => name)
  const filled = body === undefined ? null : exampleOf(deps, { title: first(values, 'title') ?? null, body }, example)
  const isOther = found && isStale(values, found)
  const standing = isOther
    ? shownAs(
        deps,
        found,
        all,
        platforms.slice(0, 1).map(({ name }) => name),
      )
    : null
  return { kind: 'console/template', id, once: newId(), values, platforms, filled, standing }
}

/** A template as it was seen: its form replaces all of it. */
function seenOf({ name, phase, platforms, title, body }: Template): string {
  return createHash('sha256')
    .update(JSON.stringify([name, phase, platforms, title, body]))
    .digest('base64url')
}

function isStale(typed: FormValues, found: Template): boolean {
  return ![undefined, seenOf(found)].includes(first(typed, 'was.seen'))
}

/** A refusal with `changed_meanwhile` if the template is no longer as the form showed it. */
async function changedMeanwhile({ site }: AppDeps, db: Reader, id: string | null, typed: FormValues) {
  const found = id === null ? null : await findTemplate(db, id)
  if (!found || !isStale(typed, found)) return null
  return conflict('changed_meanwhile', dictionary(site.locale).console.templates.meanwhile)
}

async function show(c: Context<Env>, deps: AppDeps, id: string | null): Promise<Response> {
  return consolePage(c, deps, await contentOf(deps, id))
}

async function take(c: Context<Env>, deps: AppDeps, id: string | null): Promise<Response> {
  const typed = await valuesOf(c)
  const button = first(typed, 'do')
  if (button === 'remove' && id !== null) return remove(c, deps, id, typed)
  const content = await contentOf(deps, id, typed)
  const once = first(typed, 'once')
  const kept = { ...content, ...(once && { once }) }
  const meanwhile = (db: Reader) => changedMeanwhile(deps, db, id, typed)
  const refused = async (refusal: Refusal) => {
    if (refusal.code === 'form_sent') return refusedPage(c, deps, content, refusal)
    const stale = await meanwhile(deps.db)
    const wrong = refusal.code === 'changed_meanwhile' && !asked.ok ? asked.refusal : refusal
    const says = alsoTelling(besideFields(wrong), stale?.refusal)
    return refusedPage(c, deps, stale ? await knowing(deps, id, kept) : kept, says)
  }
  const asked = read(id, typed)
  const unknown = unknownButton(deps, button, ['check', 'do'])
  if (unknown) return refused(unknown)
  const act = (ctx: ActionContext) =>
    unlessRefused(ctx, meanwhile, async (inner) => (asked.ok ? asked.value(inner) : asked))
  const ctx = actionContext(c, deps)
  if (button === 'check') {
    const checked = await rehearse(ctx, act, async () => null)
    return checked.ok ? consolePage(c, deps, kept) : refused(checked.refusal)
  }
  const done = await doOnce(deps, ctx, { personId: sessionOf(c).personId, values: typed }, act)
  const says = dictionary(deps.site.locale).console.templates[id === null ? 'made' : 'saved']
  return done.ok ? seeDone(c, deps, LIST, says(first(typed, 'name') ?? '')) : refused(done.refusal)
}

/** The form with what stands now, and knowing of it: sent again, it replaces that. */
async function knowing(deps: AppDeps, id: string | null, kept: Content): Promise<Content> {
  const { standing, values } = await contentOf(deps, id, kept.values)
  const { values: now } = await contentOf(deps, id)
  return { ...kept, standing, values: { ...values, ...(now['was.seen'] && { 'was.seen': now['was.seen'] }) } }
}

/** Once it is gone, a further tap finds nothing left to do. */
async function remove(c: Context<Env>, deps: AppDeps, id: string, typed: FormValues): Promise<Response> {
  const name = (await findTemplate(deps.db, id))?.name ?? first(typed, 'name') ?? ''
  const removed = await unlessRefused(
    actionContext(c, deps),
    (db) => changedMeanwhile(deps, db, id, typed),
    (ctx) => removeTemplate(ctx, id),
  )
  if (!removed.ok && removed.refusal.code === 'changed_meanwhile') {
    return refusedPage(c, deps, await contentOf(deps, id), removed.refusal)
  }
  if (!removed.ok && removed.refusal.kind !== 'not_found') must(removed)
  return seeDone(c, deps, LIST, dictionary(deps.site.locale).console.templates.removed(name))
}

type Act = (ctx: ActionContext) => Promise<Result<{ id: string }>>

function read(id: string | null, typed: FormValues): Result<Act> {
  const input = {
    ...{ name: first(typed, 'name') ?? '', phase: first(typed, 'phase'), platforms: typed.platforms ?? [] },
    ...{ title: first(typed, 'title') ?? null, body: typed.body?.[0] ?? '' },
  }
  if (id === null) {
    const made = createTemplateInput.safeParse(input)
    return made.success ? ok((ctx) => createTemplate(ctx, made.data)) : refuse(refusalOf(made.error))
  }
  const changed = changeTemplateInput.safeParse(input)
  return changed.success ? ok((ctx) => changeTemplate(ctx, id, changed.data)) : refuse(refusalOf(changed.error))
}

function besideFields(refusal: Refusal): Refusal {
  const fields = refusal.fields?.map((fault) => ({
    ...fault,
    pointer: fault.pointer.replace(/^\/platforms\/.*/, '/platforms'),
  }))
  return { ...refusal, ...(fields && { fields }) }
}
