import { Hono } from 'hono'
import { z } from 'zod'
import type { FollowView } from '../../../src/views.ts'
import { kinds, scope } from '../../actions/subscription/input.ts'
import { scopeName } from '../../actions/subscription/scopes.ts'
import type { Kind, Scope } from '../../domain/vocabulary.ts'
import { list, locale, short } from '../../lib/input/fields.ts'
import { CONFIRM_WITHIN } from '../../lib/links.ts'
import { seal, unseal } from '../../lib/secret/sealed.ts'
import type { AppDeps, Env } from '../deps.ts'
import { EXPIRED, UNKNOWN } from './confirm.ts'
import { followedIncidents } from './followed.ts'
import { page } from './page.ts'
import { standingPage } from './standing.ts'

/** Who is asked; `via`: whether messages may go to a room or a webhook, as pages name it. */
export interface AskedAddress {
  address: string
  via?: string
}

/** What somebody asked to follow by a form. */
interface Asked {
  /** One or more. */
  asked: readonly AskedAddress[]
  scopes: readonly Scope[]
  kinds: readonly Kind[]
  /** The language of the form. */
  locale: string
}

/** So many things are named: the rest would make the address of the page too long for proxies. */
const NAMED = 20
const PURPOSE = 'asked'

const askedAddress = z.object({ address: short(400), via: short(400).optional() })
const sealed = z.object({
  ...askedAddress.shape,
  also: list(askedAddress, 10).default([]),
  scopes: list(scope, NAMED),
  kinds,
  more: z.int(),
  at: z.int(),
  locale: locale.optional(),
})

/**
 * The path of the page that says what happens next. What it shows is in its address, which nobody else can read or make:
 * nothing of it tells whether the subscriber is known.
 */
export function askedPath({ linkSecret, clock }: AppDeps, { asked, scopes, kinds, locale }: Asked): string {
  const [first, ...also] = asked
  const shown = {
    ...first,
    also,
    scopes: scopes.slice(0, NAMED),
    kinds,
    more: Math.max(0, scopes.length - NAMED),
    at: clock(),
    locale,
  }
  return `/confirm/asked/${seal(linkSecret, PURPOSE, JSON.stringify(shown))}`
}

/** What happens next, after a form was sent. Valid as long as the link in the mail. */
export function askedPage(deps: AppDeps): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/confirm/asked/:sealed', async (c) => {
    const text = unseal(deps.linkSecret, PURPOSE, c.req.param('sealed'))
    if (text === null) return standingPage(c, deps, UNKNOWN, 404)
    const { address, via, also, scopes, kinds: wanted, more, at, locale } = sealed.parse(JSON.parse(text))
    c.set('locale', locale)
    if (deps.clock() > at + CONFIRM_WITHIN) return standingPage(c, deps, EXPIRED, 410)
    const follows = await Promise.all(scopes.map((followed) => inWords(deps, followed, wanted)))
    const incidents = await followedIncidents(deps, scopes)
    return page(c, deps, {
      ...{ kind: 'confirm', state: 'asked', address, via, also, follows, more, incidents },
      manageUrl: null,
    })
  })
  return app
}

async function inWords({ db }: AppDeps, followed: Scope, wanted: Kind[]): Promise<FollowView> {
  return { scope: followed, name: (await scopeName(db, followed)) ?? null, kinds: wanted }
}
