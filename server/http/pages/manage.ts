import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { listPlatforms } from '../../../db/platform/platforms.ts'
import type { ManageView } from '../../../src/views.ts'
import { changeSubscription } from '../../actions/subscription/change-subscription.ts'
import { kinds, scopeText } from '../../actions/subscription/input.ts'
import { kindNamed } from '../../channels/kinds.ts'
import { list, locale, timeZone } from '../../lib/input/fields.ts'
import { findManagedSubscription, type ManagedSubscription, masked } from '../api/subscription/manage-token.ts'
import type { AppDeps, Env } from '../deps.ts'
import { actionContext } from '../middleware/access.ts'
import { strangers } from '../middleware/limit-calls.ts'
import { noteSubscriber } from '../middleware/log.ts'
import { must } from '../middleware/problem.ts'
import { type Fields, formFields } from './form.ts'
import { page } from './page.ts'
import { standingPage } from './standing.ts'
import { UNKNOWN } from './unsubscribe.ts'

const change = z.object({
  scopes: list(scopeText, 200),
  kinds: z.union([kinds, z.tuple([])]),
  locale: locale.optional(),
  timeZone: timeZone.nullable(),
})

/** The page on which a subscriber sees and changes what it follows. Whoever has the link may. */
export function managePage(deps: AppDeps): Hono<Env> {
  const app = new Hono<Env>()
  const strangerOf = strangers(deps)

  app.get('/manage/:token', async (c) => show(c, deps, c.req.param('token')))

  app.post('/manage/:token', async (c) => {
    const token = c.req.param('token')
    const managed = await findManagedSubscription(deps.db, deps.linkSecret, token)
    if (managed?.subscriber.state !== 'active') return show(c, deps, token)
    const fields = await formFields(c)
    const said = fields('action')[0] === 'stop' ? { follows: [] } : read(fields)
    if (!said) return show(c, deps, token, false)
    const wanted = { ...said, by: strangerOf(c) }
    const result = await changeSubscription(actionContext(c, deps), managed.subscriber.id, wanted)
    if (!result.ok && result.refusal.kind !== 'limited') return show(c, deps, token, false)
    must(result)
    const stopped = said.follows.length === 0
    noteSubscriber(deps.log, stopped ? 'unsubscribed' : 'changed', result)
    if (!stopped) return show(c, deps, token, true)
    return page(c, deps, { kind: 'unsubscribe', state: 'done', address: masked(deps.channels, managed.subscriber) })
  })

  return app
}

/** What the form says; null if that is impossible. Nothing ticked: nothing more is sent. */
function read(fields: Fields) {
  // The form names its language even where nothing is ticked: what does not is not from it, and must not end everything.
  if (['follow', 'kinds', 'locale', 'timeZone'].every((name) => fields(name).length === 0)) return null
  const parsed = change.safeParse({
    scopes: [...new Set(fields('follow'))],
    kinds: fields('kinds'),
    locale: fields('locale')[0],
    timeZone: fields('timeZone')[0] ?? null,
  })
  if (!parsed.success) return null
  const { scopes, kinds: wanted, ...rest } = parsed.data
  const follows = wanted.length === 0 ? [] : scopes.map((scope) => ({ scope, kinds: wanted }))
  return { ...rest, follows }
}

async function show(c: Context<Env>, deps: AppDeps, token: string, saved?: boolean): Promise<Response> {
  const managed = await findManagedSubscription(deps.db, deps.linkSecret, token)
  if (!managed) return standingPage(c, deps, UNKNOWN, 404)
  if (managed.subscriber.state === 'off') {
    return page(c, deps, { kind: 'unsubscribe', state: 'done', address: masked(deps.channels, managed.subscriber) })
  }
  return page(c, deps, await viewOf(deps, token, managed, saved === true), saved === false ? 422 : 200)
}

async function viewOf(
  { db, site, channels }: AppDeps,
  token: string,
  managed: ManagedSubscription,
  saved: boolean,
): Promise<ManageView> {
  const { subscriber, follows } = managed
  const platforms = await listPlatforms(db)
  return {
    kind: 'manage',
    token,
    intro: kindNamed(channels, subscriber.channel)?.manageIntro ?? 'intro',
    address: masked(channels, subscriber),
    follows,
    platforms: platforms.map(({ id, name }) => ({ id, name, url: `${site.url}/platforms/${id}/` })),
    locale: subscriber.locale,
    timeZone: subscriber.time_zone,
    saved,
  }
}
