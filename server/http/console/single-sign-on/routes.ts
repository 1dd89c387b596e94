import type { Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { dictionary } from '../../../../src/i18n/index.ts'
import { signInByProvider } from '../../../actions/account/sign-in-by-provider.ts'
import type { SingleSignOn } from '../../../domain/staff/single-sign-on.ts'
import type { Role } from '../../../domain/vocabulary.ts'
import {
  type Attempt,
  type Failure,
  failureOf,
  type IdentityProvider,
  identityProvider,
} from '../../../lib/oidc/provider.ts'
import { seal, unseal } from '../../../lib/secret/sealed.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { seeOther } from '../../pages/form.ts'
import { beginSession } from '../begin.ts'
import { browserIn } from '../browser.ts'
import { nameOf, options } from '../cookies.ts'
import { consolePage, refusedPage } from '../page.ts'
import { codePage, contentOf, ownPath } from '../sign-in-page.ts'
import { claimsIn } from './claims.ts'

/** So long may somebody take at the provider, in seconds: a password, and a code that comes by phone. */
const TAKEN_WITHIN = 15 * 60
const PURPOSE = 'sign-in at the provider'

interface Begun extends Attempt {
  next: string
}

/** Signing in at the identity provider: there, and back. `on`: where somebody of a role goes on to. */
export function singleSignOnRoutes(
  app: Hono<Env>,
  deps: AppDeps,
  settings: SingleSignOn,
  on: (next: string, person: { role: Role }) => string,
): void {
  const provider = identityProvider(settings, deps.site.url)

  app.get('/staff/oidc/', async (c) => {
    const next = ownPath(c.req.query('next'))
    const begun = await orFailure(c, deps, () => provider.begin())
    if (typeof begun === 'string') return failed(c, deps, settings, begun, next)
    const kept = seal(deps.linkSecret, PURPOSE, JSON.stringify({ ...begun.attempt, next } satisfies Begun))
    setCookie(c, nameOf(deps, 'attempt'), kept, options(deps, TAKEN_WITHIN))
    return c.redirect(begun.url)
  })

  app.get('/staff/oidc/callback', async (c) => {
    const begun = takeAttempt(c, deps)
    const next = begun?.next ?? ownPath(undefined)
    const said = begun ? await orFailure(c, deps, () => answered(c, provider, begun)) : 'other_browser'
    if (typeof said === 'string') return failed(c, deps, settings, said, next)
    const claims = claimsIn(said, settings.rolesClaim)
    const request = { provider: settings, claims, browser: browserIn(c.req.header('user-agent')) }
    const result = await signInByProvider(actionContext(c, deps), request)
    if (!result.ok) return refusedPage(c, deps, await contentOf(deps, { next }), result.refusal)
    if ('ticket' in result.value) return codePage(c, deps, { next, ticket: result.value.ticket })
    return seeOther(c, on(next, { role: await beginSession(c, deps, result.value) }))
  })
}

/** What was begun in this browser; it is of use once. */
function takeAttempt(c: Context<Env>, deps: AppDeps): Begun | null {
  const begun = unseal(deps.linkSecret, PURPOSE, getCookie(c, nameOf(deps, 'attempt')) ?? '')
  deleteCookie(c, nameOf(deps, 'attempt'), options(deps, 0))
  return begun === null ? null : (JSON.parse(begun) as Begun)
}

async function answered(c: Context<Env>, provider: IdentityProvider, begun: Begun) {
  const query = new URL(c.req.url).searchParams
  return query.get('state') === begun.state ? provider.finish(query, begun) : 'other_browser'
}

/** What the provider says, or why it came to nothing; operators are told what people are not. */
async function orFailure<T>(c: Context<Env>, deps: AppDeps, ask: () => Promise<T>): Promise<T | Failure> {
  try {
    return await ask()
  } catch (error) {
    const failure = failureOf(error)
    if (failure === null) throw error
    deps.log.warn({ err: error, path: c.req.path }, 'the identity provider: a sign-in came to nothing')
    return failure
  }
}

async function failed(c: Context<Env>, deps: AppDeps, { name }: SingleSignOn, failure: Failure, next: string) {
  const says = dictionary(deps.site.locale).console.signIn.failed[failure](name)
  const status = failure === 'unreachable' ? 503 : 409
  return consolePage(c, deps, { ...(await contentOf(deps, { next })), faults: [{ field: null, says }] }, status)
}
