import type { Context } from 'hono'
import type { Reader } from '../../../../db/schema/index.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { FormValues } from '../../../../src/views.ts'
import type { ActionContext } from '../../../actions/context.ts'
import { changePlatform } from '../../../actions/platform/change-platform.ts'
import { createPlatform } from '../../../actions/platform/create-platform.ts'
import { changePlatformInput, createPlatformInput } from '../../../actions/platform/input.ts'
import { unlessRefused } from '../../../actions/unless-refused.ts'
import { conflict, notFound, type Refusal } from '../../../domain/refusal.ts'
import { newId } from '../../../lib/ids.ts'
import { refusalOf } from '../../../lib/input/zod-messages.ts'
import { readAlike } from '../../../lib/text.ts'
import { findPlatform, type Platform } from '../../../queries/platforms.ts'
import { makePublic } from '../../api/publish.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { sessionOf } from '../access.ts'
import { seeDone } from '../flash.ts'
import { unknownButton } from '../form/buttons.ts'
import { doOnce } from '../form/once.ts'
import { alsoTelling } from '../form/overtaken.ts'
import { valuesOf } from '../form/reading.ts'
import { isChanged, knowing, overtakenIn, withWas } from '../form/touched.ts'
import { first } from '../form/values.ts'
import { consolePage, refusedPage } from '../page.ts'
import { besideFields, pathOf, platformValues } from './content.ts'
import { listGroups } from './groups.ts'

const wordsOf = ({ site }: Pick<AppDeps, 'site'>) => dictionary(site.locale).console.platforms

/** A platform by its id; a 404 if there is no such. */
export async function platformAt({ db }: Pick<AppDeps, 'db'>, id: string): Promise<Platform> {
  return (await findPlatform(db, id)) ?? must<never>(notFound('platform', id))
}

async function contentOf(deps: AppDeps, one: Platform | null, values: FormValues) {
  return {
    ...({ kind: 'console/platforms/one', id: one?.id ?? null, name: one?.name ?? '' } as const),
    ...{ once: first(values, 'once') ?? newId(), values, groups: (await listGroups(deps.db)).map(({ name }) => name) },
    isArchived: one?.archived ?? false,
  }
}

/** The form that adds a platform. */
export async function newPage(c: Context<Env>, deps: AppDeps): Promise<Response> {
  const group = c.req.query('group')
  return consolePage(c, deps, await contentOf(deps, null, group ? { group: [group.slice(0, 100)] } : {}))
}

/** Adds a platform, once however often it is tapped, and leads to its page. */
export async function add(c: Context<Env>, deps: AppDeps): Promise<Response> {
  const typed = await valuesOf(c)
  const refused = async (refusal: Refusal) => {
    const { once, ...values } = typed
    const kept = refusal.code === 'form_sent' ? values : { ...values, ...(once && { once }) }
    return refusedPage(c, deps, await contentOf(deps, null, kept), besideFields(refusal))
  }
  const unknown = unknownButton(deps, first(typed, 'do'), ['do'])
  if (unknown) return refused(unknown)
  const parsed = createPlatformInput.safeParse({ id: first(typed, 'id') ?? '', ...(await saidIn(deps, typed)) })
  if (!parsed.success) return refused(refusalOf(parsed.error))
  const sent = { personId: sessionOf(c).personId, values: typed }
  const made = await doOnce(deps, actionContext(c, deps), sent, (ctx) => createPlatform(ctx, parsed.data))
  if (!made.ok) return refused(made.refusal)
  await makePublic(deps)
  return seeDone(c, deps, pathOf(made.value.id), wordsOf(deps).added(parsed.data.name))
}

/** A platform with the form that changes it. */
export async function onePage(c: Context<Env>, deps: AppDeps, id: string): Promise<Response> {
  const one = await platformAt(deps, id)
  return consolePage(c, deps, await contentOf(deps, one, withWas(platformValues(one))))
}

/** Changes what was changed in the form, unless a colleague has changed the same to something else. */
export async function change(c: Context<Env>, deps: AppDeps, id: string): Promise<Response> {
  const typed = await valuesOf(c)
  const one = await platformAt(deps, id)
  const meanwhile = (db: Reader) => overtaken(deps, db, id, typed)
  const refused = async (refusal: Refusal) => {
    const now = await platformAt(deps, id)
    const says = alsoTelling(besideFields(refusal), (await meanwhile(deps.db))?.refusal)
    return refusedPage(c, deps, await contentOf(deps, now, knowing(typed, platformValues(now))), says)
  }
  const unknown = unknownButton(deps, first(typed, 'do'), ['do'])
  if (unknown) return refused(unknown)
  const { saved, unchanged } = wordsOf(deps)
  const all = Object.entries(await saidIn(deps, typed))
  const said = Object.fromEntries(all.filter(([name]) => isChanged(typed, name)))
  if (Object.keys(said).length === 0) return seeDone(c, deps, pathOf(id), unchanged(one.name))
  const parsed = changePlatformInput.safeParse(said)
  if (!parsed.success) return refused(refusalOf(parsed.error))
  const act = (ctx: ActionContext) => changePlatform(ctx, id, parsed.data)
  const done = await unlessRefused(actionContext(c, deps), meanwhile, act)
  if (!done.ok) return refused(done.refusal)
  await makePublic(deps)
  return seeDone(c, deps, pathOf(id), saved(parsed.data.name ?? one.name))
}

async function overtaken(deps: AppDeps, db: Reader, id: string, typed: FormValues) {
  const now = await findPlatform(db, id)
  const { meanwhile, nothing, quoted } = wordsOf(deps)
  const shown = ([value = '']: readonly string[]) => (value.trim() === '' ? nothing : quoted(value.trim()))
  const fields = now
    ? overtakenIn(typed, platformValues(now), (_, is, yours) => meanwhile(shown(is), shown(yours)))
    : []
  const [one] = fields
  if (!one) return null
  const { refusal } = conflict('changed_meanwhile', one.detail)
  return { ok: false as const, refusal: { ...refusal, fields } }
}

/** A group that reads like one that there is means that one. */
async function saidIn(deps: AppDeps, typed: FormValues) {
  const group = first(typed, 'group') ?? ''
  const known = (await listGroups(deps.db)).find(({ name }) => readAlike(name, group))
  return {
    name: first(typed, 'name') ?? '',
    group: known?.name ?? group,
    description: first(typed, 'description') ?? null,
  }
}
