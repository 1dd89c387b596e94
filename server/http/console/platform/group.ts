import type { Context } from 'hono'
import type { Reader } from '../../../../db/schema/index.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { FormValues } from '../../../../src/views.ts'
import type { ActionContext } from '../../../actions/context.ts'
import { renameGroupInput } from '../../../actions/platform/input.ts'
import { renameGroup } from '../../../actions/platform/rename-group.ts'
import { unlessRefused } from '../../../actions/unless-refused.ts'
import { namesGroup } from '../../../domain/plan/naming-groups.ts'
import { conflict, notFound, type Refusal } from '../../../domain/refusal.ts'
import { refusalOf } from '../../../lib/input/zod-messages.ts'
import { makePublic } from '../../api/publish.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { seeDone } from '../flash.ts'
import { unknownButton } from '../form/buttons.ts'
import { alsoTelling } from '../form/overtaken.ts'
import { valuesOf } from '../form/reading.ts'
import { isChanged, knowing, overtakenIn, withWas } from '../form/touched.ts'
import { first } from '../form/values.ts'
import { consolePage, refusedPage } from '../page.ts'
import { besideFields, LIST } from './content.ts'
import { listGroups, type PlatformGroup } from './groups.ts'

const valuesIn = ({ name }: PlatformGroup): FormValues => ({ name: [name] })

async function groupAt(deps: Pick<AppDeps, 'db'>, id: string): Promise<PlatformGroup> {
  return (await listGroups(deps.db)).find((one) => one.id === id) ?? must<never>(notFound('group'))
}

function contentOf({ plan }: AppDeps, group: PlatformGroup, values: FormValues) {
  const { id, name, platforms } = group
  const members = platforms.map((one) => one.name)
  return {
    kind: 'console/platforms/group',
    id,
    name,
    values,
    platforms: members,
    named: namesGroup(plan, name),
  } as const
}

/** A group with the form that renames it. */
export async function groupPage(c: Context<Env>, deps: AppDeps, id: string): Promise<Response> {
  const group = await groupAt(deps, id)
  return consolePage(c, deps, contentOf(deps, group, withWas(valuesIn(group))))
}

/** Renames a group, unless a colleague has given it another name. */
export async function rename(c: Context<Env>, deps: AppDeps, id: string): Promise<Response> {
  const typed = await valuesOf(c)
  const group = await groupAt(deps, id)
  const meanwhile = (db: Reader) => overtaken(deps, db, id, typed)
  const refused = async (refusal: Refusal) => {
    const now = await groupAt(deps, id)
    const says = alsoTelling(besideFields(refusal), (await meanwhile(deps.db))?.refusal)
    return refusedPage(c, deps, contentOf(deps, now, knowing(typed, valuesIn(now))), says)
  }
  const unknown = unknownButton(deps, first(typed, 'do'), ['do'])
  if (unknown) return refused(unknown)
  const { console } = dictionary(deps.site.locale)
  if (!isChanged(typed, 'name')) return seeDone(c, deps, LIST, console.platforms.unchanged(group.name))
  const parsed = renameGroupInput.safeParse({ name: first(typed, 'name') ?? '' })
  if (!parsed.success) return refused(refusalOf(parsed.error))
  const { name } = parsed.data
  const act = (ctx: ActionContext) => renameGroup(ctx, { from: group.name, to: name })
  const done = await unlessRefused(actionContext(c, deps), meanwhile, act)
  if (!done.ok) return refused(done.refusal)
  await makePublic(deps)
  return seeDone(c, deps, `${LIST}#g-${done.value.id}`, console.platformGroup.saved(name))
}

async function overtaken({ site }: AppDeps, db: Reader, id: string, typed: FormValues) {
  const now = (await listGroups(db)).find((one) => one.id === id)
  const { meanwhile, quoted } = dictionary(site.locale).console.platforms
  const shown = ([value = '']: readonly string[]) => quoted(value.trim())
  const fields = now ? overtakenIn(typed, valuesIn(now), (_, is, yours) => meanwhile(shown(is), shown(yours))) : []
  const [one] = fields
  if (!one) return null
  const { refusal } = conflict('changed_meanwhile', one.detail)
  return { ok: false as const, refusal: { ...refusal, fields } }
}
