import type { Context } from 'hono'
import { organisationsUsing } from '../../../../db/contact/organisations.ts'
import type { Reader } from '../../../../db/schema/index.ts'
import { countTellable } from '../../../../db/subscription/reach.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { ActionContext } from '../../../actions/context.ts'
import { changePlatform } from '../../../actions/platform/change-platform.ts'
import { usesOf } from '../../../actions/platform/uses-of.ts'
import { unlessRefused } from '../../../actions/unless-refused.ts'
import { namesGroup } from '../../../domain/plan/naming-groups.ts'
import { conflict, type Refusal } from '../../../domain/refusal.ts'
import { deskPathOf } from '../../../lib/links.ts'
import { listTemplates } from '../../../queries/desk/templates.ts'
import { findPlatform, listPlatforms, type Platform } from '../../../queries/platforms.ts'
import { makePublic } from '../../api/publish.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { seeDone } from '../flash.ts'
import { unknownButton } from '../form/buttons.ts'
import { valuesOf } from '../form/reading.ts'
import { first } from '../form/values.ts'
import { consolePage, refusedPage } from '../page.ts'
import { told } from '../told.ts'
import { pathOf, seenOf } from './content.ts'
import { platformAt } from './one.ts'

/** As many organisations as are named; the rest are counted. */
const NAMED = 6

/** What archiving a platform does to what is there and to whom; of an archived one, what bringing it back does. */
export async function archivingPage(c: Context<Env>, deps: AppDeps, id: string): Promise<Response> {
  return consolePage(c, deps, await contentOf(deps, await platformAt(deps, id)))
}

async function contentOf(deps: AppDeps, one: Platform) {
  const { db, plan } = deps
  const { id, name, group, archived } = one
  const uses = archived ? [] : await usesOf(db, id)
  const says = await told(deps, uses)
  const inUse = (await listPlatforms(db)).filter((other) => other.id !== id)
  const isLast = !archived && !inUse.some((other) => other.group === group)
  const naming = (await listTemplates(db)).filter(({ platforms }) => platforms.includes(id))
  return {
    ...({ kind: 'console/platforms/archiving', id, name, group, isArchived: archived, seen: seenAs(one) } as const),
    uses: uses.map((use, index) => ({
      says: says[index] ?? '',
      href: use.of === 'programme' ? null : deskPathOf(use.of, use.id),
    })),
    ...{ followers: await countTellable(db, id), organisations: await organisationsUsing(db, id, NAMED) },
    templates: naming.map((template) => ({
      ...{ id: template.id, name: template.name },
      isAlone: !inUse.some((other) => template.platforms.includes(other.id)),
    })),
    lastOfGroup: isLast ? namesGroup(plan, group) : null,
  }
}

/** Archives a platform or brings it back, as it was seen. Where that is done already, a further tap finds nothing left to do. */
export async function archive(c: Context<Env>, deps: AppDeps, id: string): Promise<Response> {
  const typed = await valuesOf(c)
  const one = await platformAt(deps, id)
  const refused = async (refusal: Refusal) => {
    // What keeps it in use stands on the page, with the ways to it.
    const { fields: _, ...whole } = refusal
    return refusedPage(c, deps, await contentOf(deps, await platformAt(deps, id)), whole)
  }
  const button = first(typed, 'do')
  const unknown = unknownButton(deps, button, ['archive', 'back'])
  if (unknown) return refused(unknown)
  const words = dictionary(deps.site.locale).console.platformArchiving
  const archived = button === 'archive'
  if (one.archived === archived)
    return seeDone(c, deps, pathOf(id), (archived ? words.wasArchived : words.broughtBack)(one.name))
  const inTheWay = async (db: Reader) => {
    const now = await findPlatform(db, id)
    if (!now || now.archived === archived || first(typed, 'seen') === seenAs(now)) return null
    return conflict('changed_meanwhile', dictionary(deps.site.locale).console.platforms.seenOther)
  }
  const act = (ctx: ActionContext) => changePlatform(ctx, id, { archived })
  const done = await unlessRefused(actionContext(c, deps), inTheWay, act)
  if (!done.ok) return refused(inWords(deps, done.refusal))
  await makePublic(deps)
  return seeDone(c, deps, pathOf(id), (archived ? words.archived : words.broughtBack)(one.name))
}

/** That it is in use is said by the page, with the ways to what keeps it so. */
function inWords({ site }: AppDeps, refusal: Refusal): Refusal {
  if (refusal.code !== 'platform_in_use') return refusal
  return { ...refusal, parts: [dictionary(site.locale).console.platformArchiving.inTheWayLead] }
}

function seenAs({ name, group, description, archived }: Platform): string {
  return seenOf(name, group, description, archived)
}
