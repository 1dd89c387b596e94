import { type Context, Hono } from 'hono'
import { promisedFor } from '../../../db/contact/contacts.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { findSubscriber, type SubscriberRow } from '../../../db/subscription/subscribers.ts'
import { subscriptionsOf } from '../../../db/subscription/subscriptions.ts'
import type { UnsubscribeView } from '../../../src/views.ts'
import { unsubscribe } from '../../actions/subscription/unsubscribe.ts'
import { UNSUBSCRIBED } from '../../domain/subscription/leaving.ts'
import { readUnsubscribeToken } from '../../lib/links.ts'
import { placeNamed } from '../api/subscription/manage-token.ts'
import type { AppDeps, Env } from '../deps.ts'
import { actionContext } from '../middleware/access.ts'
import { noteSubscriber } from '../middleware/log.ts'
import { Problem } from '../middleware/problem.ts'
import { refuseForeign } from './foreign.ts'
import { type Fields, formFields } from './form.ts'
import { page } from './page.ts'
import { standingPage } from './standing.ts'

export const UNKNOWN = { kind: 'unsubscribe', state: 'unknown', address: null } as const
export const ENDED = { kind: 'unsubscribe', state: 'ended', address: null } as const
const DONE = { kind: 'unsubscribe', state: 'done', address: null } as const

const STATUS = { ask: 200, done: 200, ended: 410, unknown: 404 } as const

/** The unsubscribe link of a mail. Opening it asks; a POST to it, from the form or a mail program, stops everything. */
export function unsubscribePage(deps: AppDeps): Hono<Env> {
  const app = new Hono<Env>()

  app.get('/unsubscribe/:token', async (c) => {
    const view = await question(c, deps)
    if (view.address === null && view.namedBy) return page(c, deps, view, STATUS[view.state])
    if (view.address === null) return standingPage(c, deps, { ...view, address: null }, STATUS[view.state])
    return page(c, deps, view)
  })

  app.post('/unsubscribe/:token', async (c) => {
    const id = readUnsubscribeToken(deps.linkSecret, c.req.param('token'))
    if (id === null) return standingPage(c, deps, UNKNOWN, 404)
    // RFC 8058: a mail program wants no page, and comes without cookies, from anywhere.
    const oneClick = (await fieldsOf(c))('List-Unsubscribe')[0] === 'One-Click'
    const refused = oneClick ? null : await refuseForeign(c, deps)
    if (refused) return refused
    const subscriber = await findSubscriber(deps.db, id)
    c.set('locale', subscriber?.locale)
    if (!oneClick && (await hasMoved(deps.db, subscriber))) return standingPage(c, deps, ENDED, 410)
    // Whoever is no longer known hears nothing more either.
    const stopped = await unsubscribe(actionContext(c, deps), id)
    noteSubscriber(deps.log, 'unsubscribed', stopped)
    if (stopped.ok && stopped.value.changed) deps.dispatcher.nudge()
    if (!oneClick) {
      const named = await namedBy(deps.db, id)
      return named.namedBy ? page(c, deps, { ...DONE, ...named }) : standingPage(c, deps, DONE, 200)
    }
    c.header('Cache-Control', 'no-store')
    return c.body(null, 200)
  })

  return app
}

/** Whoever wants no more messages is never told that the form cannot be read. */
async function fieldsOf(c: Context<Env>): Promise<Fields> {
  try {
    return await formFields(c)
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid_form') return () => []
    throw error
  }
}

/** Whoever organisations named goes on being told what they are promised: the names, if there are any. */
export async function namedBy(db: Reader, subscriberId: string): Promise<Pick<UnsubscribeView, 'namedBy'>> {
  const names = await promisedFor(db, subscriberId)
  return names.length > 0 ? { namedBy: names } : {}
}

/** Is nothing sent any more to the address that the link is of, and nothing asked, since the messages go to another one? */
async function hasMoved(db: Reader, subscriber: SubscriberRow | null): Promise<boolean> {
  return subscriber?.state === 'pending' && (await subscriptionsOf(db, subscriber.id, 'pending')).length === 0
}

async function question(
  c: Context<Env, '/unsubscribe/:token'>,
  { db, linkSecret, channels }: AppDeps,
): Promise<UnsubscribeView & { state: keyof typeof STATUS }> {
  const id = readUnsubscribeToken(linkSecret, c.req.param('token'))
  if (id === null) return UNKNOWN
  const subscriber = await findSubscriber(db, id)
  if (!subscriber) return ENDED
  c.set('locale', subscriber.locale)
  if (await hasMoved(db, subscriber)) return ENDED
  const named = await namedBy(db, id)
  if (subscriber.state === 'off' && subscriber.disabled_why === null)
    return subscriber.off_reason === UNSUBSCRIBED ? { ...DONE, ...named } : ENDED
  // Whoever got hold of this link may stop the messages, no more: it leads to no other.
  return { kind: 'unsubscribe', state: 'ask', address: placeNamed(channels, subscriber), ...named }
}
