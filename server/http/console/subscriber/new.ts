import type { Context } from 'hono'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { FormValues } from '../../../../src/views.ts'
import { askSubscriber } from '../../../actions/subscription/desk/ask-subscriber.ts'
import { askInput } from '../../../actions/subscription/desk/input.ts'
import { OWNER_KIND } from '../../../channels/kinds.ts'
import type { Refusal } from '../../../domain/refusal.ts'
import { KINDS } from '../../../domain/vocabulary.ts'
import { newId } from '../../../lib/ids.ts'
import { refusalOf } from '../../../lib/input/zod-messages.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { strangers } from '../../middleware/limit-calls.ts'
import { zonesWith } from '../../pages/manage/zones.ts'
import { sessionOf } from '../access.ts'
import { seeDone } from '../flash.ts'
import { unknownButton } from '../form/buttons.ts'
import { doOnce } from '../form/once.ts'
import { valuesOf } from '../form/reading.ts'
import { first } from '../form/values.ts'
import { platformChoices } from '../maintenance/lists.ts'
import { besideFields } from '../organisation/content.ts'
import { consolePage, refusedPage } from '../page.ts'
import { pathOf } from './content.ts'

/** What the form begins with. */
const FRESH: FormValues = { kinds: [...KINDS] }

/** The form that has somebody asked whether they want to follow. */
export async function newPage(c: Context<Env>, deps: AppDeps): Promise<Response> {
  return consolePage(c, deps, await contentOf(deps, FRESH))
}

async function contentOf(deps: AppDeps, values: FormValues) {
  const zones = zonesWith(first(values, 'timeZone') ?? null)
  const once = first(values, 'once') ?? newId()
  return { kind: 'console/subscribers/new', values, zones, once, ...(await platformChoices(deps)) } as const
}

/** Sends the one mail that asks, once however often it is tapped, and leads to the subscriber. */
export async function ask(c: Context<Env>, deps: AppDeps): Promise<Response> {
  const typed = await valuesOf(c)
  const refused = async (refusal: Refusal) => {
    const { once, ...values } = typed
    const kept = refusal.code === 'form_sent' ? values : { ...values, ...(once && { once }) }
    return refusedPage(c, deps, await contentOf(deps, kept), besideFields(refusal))
  }
  const unknown = unknownButton(deps, first(typed, 'do'), ['do'])
  if (unknown) return refused(unknown)
  const parsed = askInput.safeParse(saidIn(typed))
  if (!parsed.success) return refused(refusalOf(parsed.error))
  const { address, platforms, kinds, locale, timeZone } = parsed.data
  const target = OWNER_KIND.parse(address, deps.addressRules)
  if (!target.ok) return refused(target.refusal)
  const scopes = platforms.map((id) => ({ type: 'platform', id }) as const)
  const request = {
    ...{ kind: OWNER_KIND, target: target.value, kinds, locale, stranger: strangers(deps)(c) },
    ...{ scopes: scopes.length > 0 ? scopes : [{ type: 'all' } as const] },
    ...(timeZone !== null && { timeZone }),
  }
  const sent = { personId: sessionOf(c).personId, values: typed }
  const words = dictionary(deps.site.locale).console.subscribers
  const asked = await doOnce(deps, actionContext(c, deps), sent, (ctx) => askSubscriber(ctx, request))
  if (!asked.ok) return refused(placed(asked.refusal))
  deps.dispatcher.nudge()
  return seeDone(c, deps, pathOf(asked.value.id), words.asked)
}

/** Whatever platform is not there stands in the one field that has all of them. */
function placed(refusal: Refusal): Refusal {
  const fields = refusal.fields?.map((fault) => ({
    ...fault,
    pointer: fault.pointer.replace(/^\/scope.*/, '/platforms'),
  }))
  return { ...refusal, ...(fields && { fields }) }
}

function saidIn(typed: FormValues) {
  return {
    ...{ address: first(typed, 'address') ?? '', platforms: [...new Set(typed.platforms ?? [])] },
    ...{ kinds: [...new Set(typed.kinds ?? [])], locale: first(typed, 'locale') },
    timeZone: first(typed, 'timeZone') ?? null,
  }
}
