import type { Context, Hono } from 'hono'
import type { TemplateView } from '../../../../src/views.ts'
import type { ActionContext } from '../../../actions/context.ts'
import { changeTemplate } from '../../../actions/template/change-template.ts'
import { createTemplate } from '../../../actions/template/create-template.ts'
import { changeTemplateInput, createTemplateInput } from '../../../actions/template/input.ts'
import { removeTemplate } from '../../../actions/template/remove-template.ts'
import { notFound, ok, type Refusal, type Result, refuse } from '../../../domain/refusal.ts'
import { can } from '../../../domain/staff/can.ts'
import { newId } from '../../../lib/ids.ts'
import { refusalOf } from '../../../lib/input/zod-messages.ts'
import { findTemplate, listTemplates } from '../../../queries/desk/templates.ts'
import { listPlatforms } from '../../../queries/platforms.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { seeOther } from '../../pages/form.ts'
import { allowed, sessionOf } from '../access.ts'
import { doOnce } from '../form/once.ts'
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
    const platforms = all.filter(({ id }) => one.platforms.includes(id)).map(({ name }) => name)
    const filled = exampleOf(deps, one, platforms.length > 0 ? platforms : inUse.slice(0, 1))
    return { id: one.id, name: one.name, phase: one.phase, platforms, filled }
  })
  return consolePage(c, deps, {
    kind: 'console/templates',
    mayChange: can(sessionOf(c), 'template.change'),
    templates,
  })
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
  }
  const values = typed ?? begun
  const chosen = platforms.filter((one) => values.platforms?.includes(one.id)).map(({ name }) => name)
  const body = first(values, 'body')
  const example = chosen.length > 0 ? chosen : platforms.slice(0, 1).map(({ name }) => name)
  const filled = body === undefined ? null : exampleOf(deps, { title: first(values, 'title') ?? null, body }, example)
  return { kind: 'console/template', id, once: newId(), values, platforms, filled }
}

async function show(c: Context<Env>, deps: AppDeps, id: string | null): Promise<Response> {
  return consolePage(c, deps, await contentOf(deps, id))
}

async function take(c: Context<Env>, deps: AppDeps, id: string | null): Promise<Response> {
  const typed = await valuesOf(c)
  const button = first(typed, 'do')
  if (button === 'remove' && id !== null) return remove(c, deps, id)
  const content = await contentOf(deps, id, typed)
  const once = first(typed, 'once')
  const kept = { ...content, ...(once && { once }) }
  if (button === 'check') return consolePage(c, deps, kept)
  const refused = (refusal: Refusal) =>
    refusedPage(c, deps, refusal.code === 'form_sent' ? content : kept, besideFields(refusal))
  const asked = read(id, typed)
  if (!asked.ok) return refused(asked.refusal)
  const { personId } = sessionOf(c)
  const done = await doOnce(deps, actionContext(c, deps), { personId, values: typed }, asked.value)
  return done.ok ? seeOther(c, LIST) : refused(done.refusal)
}

/** Once it is gone, a further tap finds nothing left to do. */
async function remove(c: Context<Env>, deps: AppDeps, id: string): Promise<Response> {
  const removed = await removeTemplate(actionContext(c, deps), id)
  if (!removed.ok && removed.refusal.kind !== 'not_found') must(removed)
  return seeOther(c, LIST)
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
