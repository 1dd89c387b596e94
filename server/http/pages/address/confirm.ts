import { type Context, Hono } from 'hono'
import { findSubscriber } from '../../../../db/subscription/subscribers.ts'
import type { FollowedIncident } from '../../../../src/views.ts'
import { confirmMove } from '../../../actions/subscription/mail/move-address.ts'
import { followedThere } from '../../../actions/subscription/mail/take-over.ts'
import { movingTo } from '../../../domain/subscription/moving.ts'
import { manageToken, manageUrl, readMoveToken } from '../../../lib/links.ts'
import { holderOf, inWords, masked, readManagedSubscription } from '../../api/subscription/manage-token.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { noteSubscriber } from '../../middleware/log.ts'
import { EXPIRED, UNKNOWN } from '../confirm.ts'
import { refuseForeign } from '../foreign.ts'
import { page } from '../page.ts'
import { standingPage } from '../standing.ts'

const NONE: { kind: 'confirm'; more: number; incidents: FollowedIncident[] } = {
  kind: 'confirm',
  more: 0,
  incidents: [],
}

/** The link in the mail to a new address. Opening it changes nothing; its form moves the subscriber there. */
export function moveAddressPage(deps: AppDeps): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/confirm/address/:token', async (c) => {
    const asked = readMoveToken(deps.linkSecret, c.req.param('token'), deps.clock())
    if (!asked) return standingPage(c, deps, UNKNOWN, 404)
    const subscriber = await findSubscriber(deps.db, asked.subscriberId)
    c.set('locale', subscriber?.locale)
    const moving = subscriber && movingTo(subscriber, deps.clock())
    if (!moving || moving.at !== asked.at || subscriber.state !== 'active') return expired(c, deps)
    const address = masked(deps.channels, { channel: subscriber.channel, address: moving.address })
    const follows = await inWords(deps.db, await followedThere(deps.db, subscriber, moving.address))
    return page(c, deps, { ...NONE, state: 'move', address, follows, manageUrl: null })
  })
  app.post('/confirm/address/:token', async (c) => {
    const refused = await refuseForeign(c, deps)
    if (refused) return refused
    const asked = readMoveToken(deps.linkSecret, c.req.param('token'), deps.clock())
    if (!asked) return standingPage(c, deps, UNKNOWN, 404)
    c.set('locale', (await findSubscriber(deps.db, asked.subscriberId))?.locale)
    const moved = asked.expired ? null : await confirmMove(actionContext(c, deps), asked)
    if (!moved?.ok) return expired(c, deps)
    noteSubscriber(deps.log, 'moved', moved)
    deps.dispatcher.nudge()
    const subscriber = await findSubscriber(deps.db, moved.value.id)
    if (!subscriber) return expired(c, deps)
    const { follows } = await readManagedSubscription(deps.db, subscriber)
    const manage = manageUrl('', manageToken(deps.linkSecret, holderOf(subscriber)))
    const address = masked(deps.channels, subscriber)
    return page(c, deps, { ...NONE, state: 'moved', address, follows, manageUrl: manage })
  })
  return app
}

function expired(c: Context<Env>, deps: AppDeps): Promise<Response> {
  return standingPage(c, deps, EXPIRED, 410)
}
