import type { Context } from 'hono'
import { auditNames } from '../../../../db/audit/names.ts'
import { activeSubscriptionsOf, type SubscriptionRow } from '../../../../db/subscription/subscriptions.ts'
import type { SubscriberListed, SubscribersView } from '../../../../src/views.ts'
import { can } from '../../../domain/staff/can.ts'
import { STANDINGS } from '../../../domain/subscription/standing.ts'
import { seal, unseal } from '../../../lib/secret/sealed.ts'
import { type FoundSubscriber, findSubscribers, type SubscriberPosition } from '../../../queries/desk/subscribers.ts'
import { listPlatforms } from '../../../queries/platforms.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { seeOther } from '../../pages/form.ts'
import { sessionOf } from '../access.ts'
import { valuesOf } from '../form/reading.ts'
import { first } from '../form/values.ts'
import { consolePage } from '../page.ts'
import { LIST, named } from './content.ts'

/** On one page. */
const PAGE = 50
/** What one follows is named so far; the rest is counted. */
const NAMED = 3
/** Longest address there may be in a form. */
const LONGEST = 320
const PURPOSE = 'subscribers searched'

type Search = SubscribersView['search']

/** Who follows, the newest first, as far as they fit what is asked. */
export async function listPage(c: Context<Env>, deps: AppDeps): Promise<Response> {
  const search = searchIn(c, deps)
  const after = positionIn(c.req.query('after'))
  const seesAddresses = can(sessionOf(c), 'subscriber.read')
  const asked = {
    ...{ channel: search.channel || null, platform: search.platform || null, address: search.address },
    standing: STANDINGS.find((one) => one === search.standing) ?? null,
  }
  const rows = await findSubscribers(deps.db, deps.channels, asked, seesAddresses, { after, limit: PAGE + 1 })
  const shown = rows.slice(0, PAGE)
  const sealed = sealedFor(deps, search)
  const last = rows.length > PAGE ? shown.at(-1) : undefined
  const platforms = await listPlatforms(deps.db, { archived: true })
  return consolePage(c, deps, {
    ...{ kind: 'console/subscribers/list', search, seesAddresses, isFirst: after === null },
    isNarrowed: Object.values(search).some((value) => value !== ''),
    channels: deps.channels.map(({ name, title }) => ({ name, title })),
    standings: STANDINGS,
    platforms: platforms.map(({ id, name }) => ({ id, name })),
    subscribers: await listed(c, deps, shown),
    first: addressOf(search, sealed),
    next: last ? addressOf(search, sealed, `${last.created_at}.${last.id}`) : null,
  })
}

/**
 * Leads to what was asked for: an address is sealed there, as neither a browser's history nor a proxy's log is to have
 * it.
 */
export async function search(c: Context<Env>, deps: AppDeps): Promise<Response> {
  const values = await valuesOf(c)
  const of = (name: string) => (first(values, name) ?? '').trim().slice(0, LONGEST)
  const asked = { channel: of('channel'), standing: of('standing'), platform: of('platform'), address: of('address') }
  return seeOther(c, addressOf(asked, sealedFor(deps, asked)))
}

function searchIn(c: Context<Env>, { linkSecret }: AppDeps): Search {
  const of = (name: string) => (c.req.query(name) ?? '').slice(0, LONGEST)
  const sealed = c.req.query('address') ?? ''
  return {
    ...{ channel: of('channel'), standing: of('standing'), platform: of('platform') },
    address: (sealed && unseal(linkSecret, PURPOSE, sealed)) || '',
  }
}

function sealedFor({ linkSecret }: AppDeps, { address }: Search): string {
  return address && seal(linkSecret, PURPOSE, address)
}

function addressOf(search: Search, address: string, after = ''): string {
  const given = Object.entries({ ...search, address, after }).filter(([, value]) => value !== '')
  return given.length === 0 ? LIST : `${LIST}?${new URLSearchParams(given)}`
}

/** Where a page begins; what nobody wrote here is the beginning. */
function positionIn(text = ''): SubscriberPosition | null {
  const [, at, id] = /^(\d{1,15})\.([a-z0-9]{1,40})$/.exec(text) ?? []
  return at === undefined || id === undefined ? null : { created_at: Number(at), id }
}

async function listed(c: Context<Env>, deps: AppDeps, rows: readonly FoundSubscriber[]): Promise<SubscriberListed[]> {
  const ids = rows.map(({ id }) => id)
  const follows = Map.groupBy(await activeSubscriptionsOf(deps.db, ids), (one) => one.subscriber_id)
  const objectOf = ({ scope_type, scope_id }: SubscriptionRow) => `${scope_type}/${scope_id}`
  const shown = (id: string) => (follows.get(id) ?? []).slice(0, NAMED)
  const names = await auditNames(deps.db, ids.flatMap(shown).map(objectOf))
  return rows.map((row) => {
    const one = named(deps, sessionOf(c), row, row.asked > 0)
    const why = one.standing === 'bounced' ? row.off_reason : one.standing === 'disabled' ? row.disabled_why : null
    const its = follows.get(row.id) ?? []
    return {
      ...{ ...one, why, others: its.length - shown(row.id).length },
      all: its.some(({ scope_type }) => scope_type === 'all'),
      follows: shown(row.id).map((follow) => names.get(objectOf(follow))?.name ?? follow.scope_id),
    }
  })
}
