import { Hono } from 'hono'
import { findSubscriber } from '../../../db/subscription/subscribers.ts'
import type { UnsubscribeView } from '../../../src/views.ts'
import { unsubscribe } from '../../actions/subscription/unsubscribe.ts'
import { readUnsubscribeToken } from '../../lib/links.ts'
import { masked } from '../api/subscription/manage-token.ts'
import type { AppDeps, Env } from '../deps.ts'
import { actionContext } from '../middleware/access.ts'
import { noteSubscriber } from '../middleware/log.ts'
import { formFields } from './form.ts'
import { page } from './page.ts'

export const UNKNOWN: UnsubscribeView = { kind: 'unsubscribe', state: 'unknown', address: null }
const DONE: UnsubscribeView = { kind: 'unsubscribe', state: 'done', address: null }

/** The unsubscribe link of a mail. Opening it asks; any POST to it, from the form or a mail program, stops everything. */
export function unsubscribePage(deps: AppDeps): Hono<Env> {
  const app = new Hono<Env>()

  app.get('/unsubscribe/:token', async (c) => {
    const view = await question(deps, c.req.param('token'))
    return page(c, deps, view, view.state === 'unknown' ? 404 : 200)
  })

  app.post('/unsubscribe/:token', async (c) => {
    const id = readUnsubscribeToken(deps.linkSecret, c.req.param('token'))
    const stopped = id === null ? null : await unsubscribe(actionContext(c, deps), id)
    if (!stopped?.ok) return page(c, deps, UNKNOWN, 404)
    noteSubscriber(deps.log, 'unsubscribed', stopped)
    // RFC 8058: a mail program wants no page, and comes without cookies, from anywhere.
    const oneClick = (await formFields(c))('List-Unsubscribe')[0] === 'One-Click'
    if (!oneClick) return page(c, deps, DONE)
    c.header('Cache-Control', 'no-store')
    return c.body(null, 200)
  })

  return app
}

async function question({ db, linkSecret, channels }: AppDeps, token: string): Promise<UnsubscribeView> {
  const id = readUnsubscribeToken(linkSecret, token)
  const subscriber = id === null ? null : await findSubscriber(db, id)
  if (!subscriber) return UNKNOWN
  if (subscriber.state === 'off') return DONE
  // Whoever got hold of this link may stop the messages, no more: it leads to no other.
  return { kind: 'unsubscribe', state: 'ask', address: masked(channels, subscriber) }
}
