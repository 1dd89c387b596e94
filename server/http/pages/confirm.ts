import type { Context } from 'hono'
import { Hono } from 'hono'
import { findSubscriber } from '../../../db/subscription/subscribers.ts'
import { requestedAt } from '../../../db/subscription/subscriptions.ts'
import type { ConfirmView } from '../../../src/views.ts'
import { confirmSubscription } from '../../actions/subscription/confirm-subscription.ts'
import { manageToken, manageUrl, readConfirmToken } from '../../lib/links.ts'
import { holderOf, inWords, placeNamed } from '../api/subscription/manage-token.ts'
import type { AppDeps, Env } from '../deps.ts'
import { actionContext } from '../middleware/access.ts'
import { noteSubscriber } from '../middleware/log.ts'
import { followedIncidents } from './followed.ts'
import { refuseForeign } from './foreign.ts'
import { seeOther } from './form.ts'
import { page } from './page.ts'
import { standingPage } from './standing.ts'

export const EXPIRED = nothing('expired')
export const UNKNOWN = nothing('unknown')

/** The link in a confirmation mail. Opening it changes nothing, since scanners open links; its form confirms. */
export function confirmPage(deps: AppDeps): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/confirm/:token', async (c) => show(c, deps, await viewOf(c, deps)))
  app.post('/confirm/:token', async (c) => {
    const refused = await refuseForeign(c, deps)
    if (refused) return refused
    const token = c.req.param('token')
    const request = readConfirmToken(deps.linkSecret, token, deps.clock())
    if (request && !request.expired) {
      const confirmed = await confirmSubscription(actionContext(c, deps), request, deps.channels)
      noteSubscriber(deps.log, 'confirmed', confirmed)
      // Shown on the page that this leads to, and never again: its address must not hold it.
      if (confirmed.ok && confirmed.value.secret) {
        c.header('Cache-Control', 'no-store')
        return show(c, deps, { ...(await viewOf(c, deps)), secret: confirmed.value.secret })
      }
      if (confirmed.ok) return seeOther(c, `/confirm/${token}`)
    }
    return show(c, deps, await viewOf(c, deps))
  })
  return app
}

function nothing(state: 'expired' | 'unknown') {
  return {
    ...({ kind: 'confirm', state, address: null } as const),
    ...{ follows: [], more: 0, incidents: [], manageUrl: null },
  } satisfies ConfirmView
}

function show(c: Context<Env>, deps: AppDeps, view: ConfirmView): Promise<Response> {
  if (view.state === 'unknown') return standingPage(c, deps, UNKNOWN, 404)
  return view.state === 'expired' ? standingPage(c, deps, EXPIRED, 410) : page(c, deps, view)
}

/** What the link stands for now: a question, an answer given, or nothing any more. */
async function viewOf(c: Context<Env, '/confirm/:token'>, deps: AppDeps): Promise<ConfirmView> {
  const { db, linkSecret, clock, site, channels } = deps
  const request = readConfirmToken(linkSecret, c.req.param('token'), clock())
  if (!request) return UNKNOWN
  const subscriber = await findSubscriber(db, request.subscriberId)
  if (!subscriber) return EXPIRED
  c.set('locale', subscriber.locale)
  const rows = await requestedAt(db, subscriber.id, request.requestedAt)
  const pending = rows.filter((row) => row.state === 'pending')
  if (rows.length === 0 || (pending.length > 0 && request.expired)) return EXPIRED
  const ask = pending.length > 0
  const follows = await inWords(db, ask ? pending : rows)
  return {
    kind: 'confirm',
    state: ask ? 'ask' : 'done',
    address: placeNamed(channels, subscriber),
    owned: subscriber.owner !== null,
    follows,
    more: 0,
    incidents: await followedIncidents(
      deps,
      follows.map(({ scope }) => scope),
    ),
    // Whoever finds an old link may see what it did, no more.
    manageUrl: ask || request.expired ? null : manageUrl(site.url, manageToken(linkSecret, holderOf(subscriber))),
  }
}
