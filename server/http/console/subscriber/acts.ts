import type { Context } from 'hono'
import type { Reader } from '../../../../db/schema/index.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { SubscriberView } from '../../../../src/views.ts'
import { disableSubscriber } from '../../../actions/subscription/desk/disable-subscriber.ts'
import { enableSubscriber } from '../../../actions/subscription/desk/enable-subscriber.ts'
import { eraseSubscriber } from '../../../actions/subscription/desk/erase-subscriber.ts'
import { exportSubscriber } from '../../../actions/subscription/desk/export-subscriber.ts'
import { disableInput } from '../../../actions/subscription/desk/input.ts'
import { unlessRefused } from '../../../actions/unless-refused.ts'
import type { Refusal } from '../../../domain/refusal.ts'
import { can } from '../../../domain/staff/can.ts'
import { asFile } from '../../../lib/csv.ts'
import { refusalOf } from '../../../lib/input/zod-messages.ts'
import { readSubscriber } from '../../../queries/desk/subscribers.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { barred, sessionOf } from '../access.ts'
import { seeDone } from '../flash.ts'
import { unknownButton } from '../form/buttons.ts'
import { valuesOf } from '../form/reading.ts'
import { first } from '../form/values.ts'
import { unlessSeen } from '../organisation/meanwhile.ts'
import { refusedPage } from '../page.ts'
import { LIST, pathOf, subscriberAt } from './content.ts'
import { contentOf, seenAs } from './one.ts'

/** Disables a subscriber, enables it again, or erases its person. */
export async function take(c: Context<Env>, deps: AppDeps, id: string): Promise<Response> {
  const typed = await valuesOf(c)
  const button = first(typed, 'do')
  if (button === 'erase') return erase(c, deps, id, first(typed, 'seen'))
  const record = await subscriberAt(deps, id)
  const reason = first(typed, 'reason') ?? ''
  const refused = async (refusal: Refusal, open: SubscriberView['open'] = null) =>
    refusedPage(c, deps, await contentOf(c, deps, await subscriberAt(deps, record.row.id), { open, reason }), refusal)
  const unknown = unknownButton(deps, button, ['disable', 'enable'])
  if (unknown) return refused(unknown)
  const words = wordsOf(deps)
  if (button === 'enable') {
    const done = await enableSubscriber(actionContext(c, deps), id)
    return done.ok ? seeDone(c, deps, pathOf(id), words.enabled) : refused(done.refusal)
  }
  const parsed = disableInput.safeParse({ reason })
  if (!parsed.success) return refused(refusalOf(parsed.error), 'disable')
  const done = await disableSubscriber(actionContext(c, deps), id, parsed.data.reason)
  if (!done.ok) return refused(done.refusal, 'disable')
  return seeDone(c, deps, pathOf(id), done.value.changed ? words.disabled : words.disabledAlready)
}

/** Once they are gone, a further tap finds nothing left to do. */
async function erase(c: Context<Env>, deps: AppDeps, id: string, seen?: string): Promise<Response> {
  if (!can(sessionOf(c), 'subscriber.erase')) return barred(c, deps, 'lead')
  const inTheWay = async (db: Reader) => {
    const now = await readSubscriber(db, id)
    return now && unlessSeen(deps, seen, seenAs(now))
  }
  const erased = await unlessRefused(actionContext(c, deps), inTheWay, (ctx) => eraseSubscriber(ctx, id))
  if (!erased.ok && erased.refusal.kind !== 'not_found') {
    const content = await contentOf(c, deps, await subscriberAt(deps, id), { open: 'erase' })
    return refusedPage(c, deps, content, erased.refusal)
  }
  must(erased)
  return seeDone(c, deps, LIST, wordsOf(deps).erased)
}

/** All that is kept about one person, as a file to hand to them. */
export async function dataFile(c: Context<Env>, deps: AppDeps, id: string): Promise<Response> {
  const { text } = must(await exportSubscriber(actionContext(c, deps), id))
  return c.body(text, 200, asFile('application/json', `subscriber-${id}.json`))
}

const wordsOf = ({ site }: AppDeps) => dictionary(site.locale).console.subscribers
