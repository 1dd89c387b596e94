import type { Context } from 'hono'
import type { Reader } from '../../../../db/schema/index.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { FormValues } from '../../../../src/views.ts'
import type { ActionContext } from '../../../actions/context.ts'
import { orderPlatforms } from '../../../actions/platform/order-platforms.ts'
import { unlessRefused } from '../../../actions/unless-refused.ts'
import { conflict, invalid, type Refusal } from '../../../domain/refusal.ts'
import { newId } from '../../../lib/ids.ts'
import { makePublic } from '../../api/publish.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { seeOther } from '../../pages/form.ts'
import { sessionOf } from '../access.ts'
import { seeDone } from '../flash.ts'
import { unknownButton } from '../form/buttons.ts'
import { doOnce } from '../form/once.ts'
import { valuesOf } from '../form/reading.ts'
import { knowing, withWas } from '../form/touched.ts'
import { first } from '../form/values.ts'
import { consolePage, refusedPage } from '../page.ts'
import { isMany, ORDER, seenOf } from './content.ts'
import { listGroups, type PlatformGroup } from './groups.ts'
import { arranged, groupField, type Move, moveOf, placeField, placeValues } from './ordering.ts'

const wordsOf = ({ site }: Pick<AppDeps, 'site'>) => dictionary(site.locale).console.platformOrder

function contentOf(groups: readonly PlatformGroup[], values: FormValues, pressed: Move | null = null) {
  const shown = groups.map(({ id, name, platforms }) => {
    return { id, name, platforms: platforms.map((one) => ({ id: one.id, name: one.name })) }
  })
  return {
    ...({ kind: 'console/platforms/order', once: first(values, 'once') ?? newId(), pressed, groups: shown } as const),
    values: { ...values, seen: [seenAs(groups)] },
    isFolded: isMany(groups.flatMap(({ platforms }) => platforms)),
  }
}

/** Every group and platform with its place. After a move it begins at the button that was pressed. */
export async function orderPage(c: Context<Env>, deps: AppDeps): Promise<Response> {
  const groups = await listGroups(deps.db)
  return consolePage(c, deps, contentOf(groups, withWas(placeValues(groups)), moveOf(c.req.query('moved'))))
}

/** Moves one by a button, or all that were given a number. */
export async function order(c: Context<Env>, deps: AppDeps): Promise<Response> {
  const typed = await valuesOf(c)
  const groups = await listGroups(deps.db)
  const button = first(typed, 'do')
  const move = moveOf(button)
  const refused = async (refusal: Refusal) => {
    const now = await listGroups(deps.db)
    // What came since is as it is there.
    const values = knowing({ ...withWas(placeValues(now)), ...typed }, placeValues(now))
    const { once } = refusal.code === 'form_sent' ? {} : typed
    return refusedPage(c, deps, contentOf(now, { ...values, ...(once && { once }) }), refusal)
  }
  const asked = arranged(deps, groups, typed, move)
  const unknown = unknownButton(deps, move ? 'save' : button, ['save'])
  if (unknown) return refused(unknown)
  if (asked.faults.length > 0) return refused(invalid(asked.faults).refusal)
  const ids = asked.groups.flatMap(({ platforms }) => platforms.map(({ id }) => id))
  const act = (ctx: ActionContext) =>
    unlessRefused(
      ctx,
      (db) => meanwhile(deps, db, typed),
      (inner) => orderPlatforms(inner, ids),
    )
  const sent = { personId: sessionOf(c).personId, values: typed }
  const done = await doOnce(deps, actionContext(c, deps), sent, act)
  if (!done.ok) return refused(done.refusal)
  await makePublic(deps)
  if (!move) return seeDone(c, deps, ORDER, wordsOf(deps).saved)
  const says = placeOf(deps, await listGroups(deps.db), move)
  const back = `${ORDER}?moved=${encodeURIComponent(button ?? '')}`
  return says ? seeDone(c, deps, back, says) : seeOther(c, ORDER)
}

/** A refusal with `changed_meanwhile` if the platforms no longer stand as the form showed them. */
async function meanwhile(deps: AppDeps, db: Reader, typed: FormValues) {
  if (first(typed, 'seen') === seenAs(await listGroups(db))) return null
  return conflict('changed_meanwhile', wordsOf(deps).meanwhile)
}

/** Where what was moved stands now: what whoever does not see the page is told. */
function placeOf(deps: AppDeps, groups: readonly PlatformGroup[], { of }: Move): string | null {
  const lists = [
    groups.map((one) => ({ name: one.name, field: groupField(one) })),
    ...groups.map(({ platforms }) => platforms.map((one) => ({ name: one.name, field: placeField(one) }))),
  ]
  const among = lists.find((list) => list.some(({ field }) => field === of)) ?? []
  const index = among.findIndex(({ field }) => field === of)
  const one = among[index]
  return one ? wordsOf(deps).moved(one.name, index + 1, among.length) : null
}

function seenAs(groups: readonly PlatformGroup[]): string {
  return seenOf(groups.map(({ name, platforms }) => [name, platforms.map(({ id }) => id)]))
}
