import type { Context, MiddlewareHandler } from 'hono'
import { dictionary } from '../../../src/i18n/index.ts'
import type { Caller } from '../../actions/staff/authenticate.ts'
import { authenticateSession, type StaffSession } from '../../actions/staff/authenticate-session.ts'
import { type Ability, can, roleFor } from '../../domain/staff/can.ts'
import type { Role } from '../../domain/vocabulary.ts'
import type { AppDeps, Env } from '../deps.ts'
import { isRead, Problem } from '../middleware/problem.ts'
import { refuseForeign } from '../pages/foreign.ts'
import { formEntries, seeOther } from '../pages/form.ts'
import { asksForPage } from '../pages/page.ts'
import { isDeskBrowser, isOfDisabled, sessionCookie } from './cookies.ts'
import { consolePage } from './page.ts'
import { signInPage } from './sign-in-page.ts'
import { formIn } from './unposted.ts'

/** What every answer under `/staff/` has; whatever could change something comes from our own pages, or is refused. */
export function guardConsole(deps: AppDeps): MiddlewareHandler<Env> {
  return async (c, next) => {
    c.header('Cache-Control', 'no-store')
    c.header('X-Robots-Tag', 'noindex')
    if (!isRead(c.req.method)) {
      // A long text that comes when its session has ended, or the database is away, is kept all the same.
      if (isDeskBrowser(c, deps)) c.set('admitted', true)
      const refused = await refuseForeign(c, deps)
      if (refused) return refused
    }
    const session = await authenticateSession(deps, sessionCookie(c, deps), deps.clock())
    c.set('session', session)
    if (session) c.set('caller', callerOf(session))
    return next()
  }
}

/** Who calls, of somebody who is signed in. */
export function callerOf({ personId, actor, role, demo }: StaffSession): Caller {
  return { id: personId, name: actor, role, demo }
}

/** Declares who may open a page of the console or send its forms. `test/http/console` lists all that are declared. */
export function allowed(deps: AppDeps, ability: Ability): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (!c.var.session) return askToSignIn(c, deps)
    if (c.var.session.lacksFactor && ability !== 'self.secure') return setUpFirst(c, deps)
    if (!can(c.var.session, ability)) return barred(c, deps, roleFor(ability))
    c.set('admitted', true)
    return next()
  }
}

/**
 * Leads whoever owes a second factor to setting it up. A text that was written is shown again, to be sent after that; a
 * script is told 403.
 */
export async function setUpFirst(c: Context<Env>, deps: AppDeps): Promise<Response> {
  const { lacking } = dictionary(deps.site.locale).console.factor
  if (!asksForPage(c)) throw new Problem(403, 'second_factor_required', lacking)
  const form = isRead(c.req.method) ? null : await formIn(c)
  if (!form) return seeOther(c, '/staff/account/factor/')
  return consolePage(c, deps, { kind: 'console/entry/unposted', form, why: 403, perhapsSaved: false }, 403)
}

/** Refuses whoever is signed in with too low a role: a page for people, the same words for a script. */
export function barred(c: Context<Env>, deps: AppDeps, needed: Role): Promise<Response> {
  if (asksForPage(c)) return consolePage(c, deps, { kind: 'console/entry/barred', needed }, 403)
  throw roleProblem(deps, needed, sessionOf(c).role)
}

/** That a role is too low, with both roles as people know them. */
export function roleProblem({ site }: Pick<AppDeps, 'site'>, needed: Role, role: Role): Problem {
  const { barredLead, roles } = dictionary(site.locale).console.frame
  return new Problem(403, 'role_required', barredLead(roles[needed], roles[role]))
}

/** Who is signed in. For handlers behind `allowed`. */
export function sessionOf(c: Context<Env>): StaffSession {
  const { session } = c.var
  if (!session) throw new Error('this page is for those who are signed in')
  return session
}

/**
 * A page leads to the sign-in and back; a form is kept, to be sent after it; a script is told 401, and asks in its place.
 */
async function askToSignIn(c: Context<Env>, deps: AppDeps): Promise<Response> {
  if (!asksForPage(c)) {
    if (await isOfDisabled(c, deps)) {
      throw new Problem(401, 'account_disabled', dictionary(deps.site.locale).console.signIn.disabled)
    }
    throw new Problem(401, 'sign_in_required', 'Sign in first, at /staff/sign-in/.')
  }
  const next = c.req.path + new URL(c.req.url).search
  if (isRead(c.req.method)) return seeOther(c, `/staff/sign-in/?next=${encodeURIComponent(next)}`)
  const kept = { action: c.req.path, fields: await formEntries(c) }
  return signInPage(c, deps, { kept }, 401)
}
