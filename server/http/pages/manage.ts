import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { listPlatforms } from '../../../db/platform/platforms.ts'
import type { FormFault, ManageView } from '../../../src/views.ts'
import { changeSubscription } from '../../actions/subscription/change-subscription.ts'
import { kinds, quietHours, scopeText } from '../../actions/subscription/input.ts'
import { askToMove } from '../../actions/subscription/mail/move-address.ts'
import type { ChannelKind } from '../../channels/kind.ts'
import { kindNamed } from '../../channels/kinds.ts'
import type { Result } from '../../domain/refusal.ts'
import { movingTo } from '../../domain/subscription/moving.ts'
import { presentName } from '../../domain/time/renamed-zones.ts'
import type { Scope } from '../../domain/vocabulary.ts'
import { list, locale, timeZone } from '../../lib/input/fields.ts'
import { platformUrl, unsubscribeToken } from '../../lib/links.ts'
import {
  findManagedSubscription,
  formerHolder,
  type ManagedSubscription,
  masked,
  placeNamed,
  quietHoursOf,
} from '../api/subscription/manage-token.ts'
import type { AppDeps, Env } from '../deps.ts'
import { actionContext } from '../middleware/access.ts'
import { strangers } from '../middleware/limit-calls.ts'
import { noteSubscriber } from '../middleware/log.ts'
import { retryAfter } from '../middleware/problem.ts'
import { followableIncidents } from './followable.ts'
import { refuseForeign } from './foreign.ts'
import { type Fields, formFields, narrowest, seeOther } from './form.ts'
import { ownedView, ownersFault, ownersWish } from './manage/owned.ts'
import { zonesWith } from './manage/zones.ts'
import { page } from './page.ts'
import { type Choices, savedMark, wasSaved } from './saved.ts'
import { standingPage } from './standing.ts'
import { ENDED, namedBy, UNKNOWN } from './unsubscribe.ts'

const places = list(scopeText, 200, 1)
/** So many incidents fit into the address of a page. */
const LEFT = 20
const manner = { locale: locale.optional().catch(undefined), timeZone: timeZone.nullable() }

/** The page on which a subscriber sees and changes what it follows. Whoever has the link may. */
export function managePage(deps: AppDeps): Hono<Env> {
  const app = new Hono<Env>()
  const strangerOf = strangers(deps)

  /** Asks another address of the subscriber's channel. */
  const move = async (c: Context<Env>, token: string, managed: ManagedSubscription, fields: Fields) => {
    const again = async (wrong: FormFault, status: 422 | 429) =>
      page(c, deps, await viewOf(deps, managed, { sent: fields, faults: [wrong] }), status)
    const kind = kindNamed(deps.channels, managed.subscriber.channel)
    const target = kind && movesByForm(kind) ? kind.parse(fields('address')[0] ?? '', deps.addressRules) : null
    if (!kind || !target?.ok) return again({ field: 'address', says: 'address' }, 422)
    const wish = { kind, target: target.value, by: strangerOf(c) }
    const asked = await askToMove(actionContext(c, deps), managed.subscriber.id, wish)
    if (asked.ok) deps.dispatcher.nudge()
    if (asked.ok) return seeOther(c, `/manage/${token}#move`)
    if (asked.refusal.kind !== 'limited') return again({ field: 'address', says: 'address' }, 422)
    const wait = retryAfter(asked.refusal)
    c.header('Retry-After', `${wait}`)
    return again({ field: null, says: 'limited', wait }, 429)
  }

  app.get('/manage/:token', async (c) => {
    const said = { saved: c.req.query('saved') ?? '', left: c.req.queries('left') ?? [] }
    return show(c, deps, c.req.param('token'), async (managed) => page(c, deps, await viewOf(deps, managed, said)))
  })

  app.post('/manage/:token', async (c) => {
    const refused = await refuseForeign(c, deps)
    if (refused) return refused
    const token = c.req.param('token')
    return show(c, deps, token, async (managed) => {
      const fields = await formFields(c)
      const wish = await ownersWish(actionContext(c, deps), deps, managed.subscriber, fields)
      if (wish) return answerOwner(c, deps, managed, wish)
      if (fields('action')[0] === 'move') return move(c, token, managed, fields)
      const stops = fields('action')[0] === 'stop'
      const { said, faults } = stops ? { said: { follows: [] }, faults: [] } : read(fields)
      const again = async (wrong: FormFault[], status: 422 | 429) =>
        page(c, deps, await viewOf(deps, managed, { sent: fields, faults: wrong }), status)
      if (!said) return again(faults, 422)
      const { id } = managed.subscriber
      const result = await changeSubscription(actionContext(c, deps), id, { ...said, by: strangerOf(c) })
      if (!result.ok && result.refusal.kind === 'limited') {
        const wait = retryAfter(result.refusal)
        c.header('Retry-After', `${wait}`)
        return again([{ field: null, says: 'limited', wait }], 429)
      }
      if (!result.ok) return again([{ field: 'scope', says: 'gone' }], 422)
      noteSubscriber(deps.log, stops ? 'unsubscribed' : 'changed', result)
      // This link has ended with the subscription.
      if (stops) deps.dispatcher.nudge()
      if (stops) return seeOther(c, `/unsubscribe/${unsubscribeToken(deps.linkSecret, id)}`)
      const saved = savedMark(deps.linkSecret, id, chosen(managed, said), deps.clock())
      return seeOther(c, `/manage/${token}?${[`saved=${saved}`, ...leftBy(managed, said.follows)].join('&')}`)
    })
  })

  return app
}

/** A new secret is on this page alone: no address leads to it again. */
async function answerOwner(
  c: Context<Env>,
  deps: AppDeps,
  managed: ManagedSubscription,
  wish: Result<{ secret?: string }>,
): Promise<Response> {
  if (!wish.ok) {
    const fault = ownersFault(wish.refusal)
    if (fault.wait !== undefined) c.header('Retry-After', `${fault.wait}`)
    const view = { ...(await viewOf(deps, managed, NOTHING_SAID)), faults: [fault] }
    return page(c, deps, view, fault.says === 'limited' ? 429 : 409)
  }
  const { secret } = wish.value
  if (secret === undefined) return seeOther(c, `${c.req.path}#attempts`)
  const view = await viewOf(deps, managed, NOTHING_SAID)
  return page(c, deps, { ...view, owned: view.owned && { ...view.owned, secret } })
}

/** What the form says, or everything that is wrong with it. Nothing ticked is no wish to stop: that has its own button. */
function read(fields: Fields) {
  const scopes = places.safeParse(narrowest(fields('follow')))
  const wanted = kinds.safeParse(fields('kinds'))
  const told = z.object(manner).safeParse({ locale: fields('locale')[0], timeZone: fields('timeZone')[0] ?? null })
  const [from, to] = [fields('quietFrom')[0], fields('quietTo')[0]]
  const quiet = quietHours.nullable().safeParse(from === undefined && to === undefined ? null : { from, to })
  const faults: FormFault[] = []
  if (!scopes.success) faults.push({ field: 'scope', says: fields('follow').length === 0 ? 'nothingLeft' : 'gone' })
  if (!wanted.success) faults.push({ field: 'kinds', says: 'kinds' })
  if (!told.success) faults.push({ field: 'timeZone', says: 'timeZone' })
  // At what is missing: both are wrong where they are the same.
  if (!quiet.success) faults.push({ field: from && !to ? 'quietTo' : 'quiet', says: 'quiet' })
  if (!scopes.success || !wanted.success || !told.success || !quiet.success) return { said: null, faults }
  const more = { quietHours: quiet.data, digest: fields('digest')[0] === 'yes' }
  return {
    said: { ...told.data, ...more, follows: scopes.data.map((scope) => ({ scope, kinds: wanted.data })) },
    faults,
  }
}

/** Answers for the subscription of a valid link; for another one, says what is known of it. */
async function show(
  c: Context<Env>,
  deps: AppDeps,
  token: string,
  answer: (managed: ManagedSubscription) => Promise<Response>,
): Promise<Response> {
  const managed = await findManagedSubscription(deps.db, deps.linkSecret, token)
  const holder = managed?.subscriber ?? (await formerHolder(deps.db, deps.linkSecret, token))
  if (!holder) return standingPage(c, deps, UNKNOWN, 404)
  c.set('locale', holder.locale)
  // Otherwise its address is dead: there is nothing to be changed until it moves.
  return managed && holder.state === 'active' ? answer(managed) : standingPage(c, deps, ENDED, 410)
}

/** What is chosen once a form is saved: what it says, and what it leaves as it is. */
function chosen({ subscriber, follows }: ManagedSubscription, said: Partial<Choices> = {}): Choices {
  const { locale = subscriber.locale, timeZone = subscriber.time_zone } = said
  return { follows: said.follows ?? follows, locale, timeZone }
}

const NOTHING_SAID = { saved: '', left: [] }

type Said = { saved: string; left: string[] } | { sent: Fields; faults: FormFault[] }

/** What the page is told that follows: it goes on offering the incidents that were given up just now, open or not. */
function leftBy({ follows }: ManagedSubscription, kept: readonly { scope: Scope }[]): string[] {
  const still = new Set(kept.map(({ scope }) => nameOf(scope)))
  const left = incidentsIn(follows).filter((name) => !still.has(name))
  return left.slice(0, LEFT).map((name) => `left=${name}`)
}

function incidentsIn(follows: readonly { scope: Scope }[]): string[] {
  return follows.filter(({ scope }) => scope.type === 'incident').map(({ scope }) => nameOf(scope))
}

/** As forms name it. */
function nameOf(scope: Scope): string {
  return scope.type === 'all' ? 'all' : `${scope.type}:${scope.id}`
}

async function viewOf(deps: AppDeps, managed: ManagedSubscription, said: Said): Promise<ManageView> {
  const { db, site, channels, linkSecret, clock } = deps
  const { subscriber, follows } = managed
  const kind = kindNamed(channels, subscriber.channel)
  const moving = movingTo(subscriber, clock())
  const platforms = await listPlatforms(db, { archived: true })
  const followed = new Set(follows.map(({ scope }) => nameOf(scope)))
  const named = 'sent' in said ? said.sent('follow') : said.left
  return {
    kind: 'manage',
    ...(await namedBy(db, subscriber.id)),
    intro: kind?.manageIntro ?? 'intro',
    address: placeNamed(channels, subscriber),
    moves: kind !== null && movesByForm(kind),
    movingTo: moving && masked(channels, { channel: subscriber.channel, address: moving.address }),
    follows,
    // Like the action: one that is archived may be kept by whoever follows it, and is offered to nobody else.
    platforms: platforms
      .filter(({ id, archived }) => archived === 0 || followed.has(`platform:${id}`))
      .map(({ id, name, archived }) => ({ id, name, url: platformUrl(site.url, id), archived: archived === 1 })),
    incidents: await followableIncidents(db, [...incidentsIn(follows), ...named]),
    locale: subscriber.locale,
    timeZone: subscriber.time_zone && presentName(subscriber.time_zone),
    quietHours: quietHoursOf(subscriber),
    digest: kind?.confirms === 'by-link' ? subscriber.digest_at !== null : null,
    zones: zonesWith(subscriber.time_zone),
    owned: await ownedView(deps, subscriber),
    saved: 'saved' in said && wasSaved(linkSecret, subscriber.id, chosen(managed), said.saved, clock()),
    ...('sent' in said ? { sent: sentIn(said.sent), faults: said.faults } : { sent: null, faults: [] }),
  }
}

/** Is there an address that people write, and that can be asked? */
function movesByForm({ moves, confirms }: ChannelKind): boolean {
  return moves !== undefined && confirms === 'by-link'
}

function sentIn(fields: Fields): ManageView['sent'] {
  const [locale = '', timeZone = ''] = [fields('locale')[0], fields('timeZone')[0]]
  const quiet: [string, string] = [fields('quietFrom')[0] ?? '', fields('quietTo')[0] ?? '']
  return {
    scopes: fields('follow'),
    kinds: fields('kinds'),
    locale,
    timeZone,
    quiet,
    digest: fields('digest')[0] === 'yes',
  }
}
