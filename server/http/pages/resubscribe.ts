import { type Context, Hono } from 'hono'
import { findSubscriber } from '../../../db/subscription/subscribers.ts'
import type { FollowView } from '../../../src/views.ts'
import { takeBack } from '../../actions/subscription/mail/take-back.ts'
import { scopeName } from '../../actions/subscription/scopes.ts'
import { canBeUndone, type LeftBehind } from '../../domain/subscription/leaving.ts'
import { manageToken, manageUrl, readResubscribeToken } from '../../lib/links.ts'
import { holderOf, placeNamed } from '../api/subscription/manage-token.ts'
import type { AppDeps, Env } from '../deps.ts'
import { actionContext } from '../middleware/access.ts'
import { noteSubscriber } from '../middleware/log.ts'
import { refuseForeign } from './foreign.ts'
import { page } from './page.ts'
import { standingPage } from './standing.ts'
import { UNKNOWN } from './unsubscribe.ts'

const OVER = { kind: 'unsubscribe', state: 'over', address: null } as const

/** The link in the mail to whoever left. Opening it asks; its form takes the departure back, once and for seven days. */
export function resubscribePage(deps: AppDeps): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/resubscribe/:token', (c) => show(c, deps))
  app.post('/resubscribe/:token', async (c) => {
    const refused = await refuseForeign(c, deps)
    if (refused) return refused
    const departure = readResubscribeToken(deps.linkSecret, c.req.param('token'), deps.clock())
    if (!departure || departure.expired) return show(c, deps)
    const back = await takeBack(actionContext(c, deps), departure)
    noteSubscriber(deps.log, 'returned', back)
    const subscriber = back.ok ? await findSubscriber(deps.db, back.value.id) : null
    if (!subscriber) return standingPage(c, deps, OVER, 410)
    c.set('locale', subscriber.locale)
    const address = placeNamed(deps.channels, subscriber)
    const manage = manageUrl('', manageToken(deps.linkSecret, holderOf(subscriber)))
    return page(c, deps, { kind: 'unsubscribe', state: 'back', address, manageUrl: manage })
  })
  return app
}

async function show(c: Context<Env>, deps: AppDeps): Promise<Response> {
  const departure = readResubscribeToken(deps.linkSecret, c.req.param('token') ?? '', deps.clock())
  if (!departure) return standingPage(c, deps, UNKNOWN, 404)
  const subscriber = await findSubscriber(deps.db, departure.subscriberId)
  c.set('locale', subscriber?.locale)
  if (!subscriber || departure.expired || !canBeUndone(subscriber, departure.at))
    return standingPage(c, deps, OVER, 410)
  const behind: LeftBehind = JSON.parse(subscriber.left_behind)
  const follows: FollowView[] = []
  for (const { scope, kinds } of behind.follows) {
    const name = await scopeName(deps.db, scope)
    if (name !== undefined) follows.push({ scope, name, kinds: [...kinds] })
  }
  if (follows.length === 0) return standingPage(c, deps, OVER, 410)
  const address = placeNamed(deps.channels, subscriber)
  return page(c, deps, { kind: 'unsubscribe', state: 'askBack', address, follows })
}
