import type { Context, Hono } from 'hono'
import { findPersonByEmail } from '../../../db/staff/people.ts'
import { dictionary } from '../../../src/i18n/index.ts'
import { confirmSignIn } from '../../actions/account/confirm-sign-in.ts'
import { codeInput } from '../../actions/account/input.ts'
import { openTicket } from '../../actions/account/open-ticket.ts'
import { signInInput } from '../../actions/staff/setup-input.ts'
import { signIn } from '../../actions/staff/sign-in.ts'
import { signOut } from '../../actions/staff/sign-out.ts'
import { conflict } from '../../domain/refusal.ts'
import type { Role } from '../../domain/vocabulary.ts'
import { refusalOf } from '../../lib/input/zod-messages.ts'
import type { AppDeps, Env } from '../deps.ts'
import { actionContext } from '../middleware/access.ts'
import { clientNetworks } from '../middleware/client-address.ts'
import { formFields, seeOther } from '../pages/form.ts'
import { methodsAt, type Route, routesOf } from '../routes-of.ts'
import { allowed, sessionOf } from './access.ts'
import { beginSession } from './begin.ts'
import { browserIn } from './browser.ts'
import { forgetSession, knownBrowser } from './cookies.ts'
import { seeDone } from './flash.ts'
import { mailRoutes } from './mailbox/mail.ts'
import { consolePage, refusedPage } from './page.ts'
import { passkeySignInRoutes } from './passkeys/sign-in.ts'
import { type Asked, codePage, contentOf, keptIn, ownPath, pageAfter, signInPage } from './sign-in-page.ts'
import { singleSignOnRoutes } from './single-sign-on/routes.ts'

export function signInRoutes(app: Hono<Env>, deps: AppDeps): void {
  const networks = clientNetworks(deps.trustedProxies)
  const from = (c: Context<Env>) => ({ browser: browserIn(c.req.header('user-agent')), client: networks(c)[0] })

  let routes: Route[] | undefined
  const isPage = (path: string) => {
    routes ??= [...routesOf(app), ...routesOf(mailRoutes(deps))]
    return methodsAt(routes, path).includes('GET')
  }
  const on = (next: string, { role }: { role: Role }) => pageAfter(next, role, isPage)

  app.get('/staff/sign-in/', (c) => {
    const next = ownPath(c.req.query('next'))
    return c.var.session ? seeOther(c, on(next, c.var.session)) : signInPage(c, deps, { next })
  })

  app.post('/staff/sign-in/', async (c) => {
    const fields = await formFields(c)
    const [email = '', next] = [fields('email')[0], ownPath(fields('next')[0])]
    const asked = { email, next, kept: keptIn(deps, fields('kept')[0]) }
    const content = await contentOf(deps, asked)
    const parsed = signInInput.safeParse({ email, password: fields.raw('password')[0] ?? '' })
    if (!parsed.success) return refusedPage(c, deps, content, refusalOf(parsed.error))
    const person = await findPersonByEmail(deps.db, parsed.data.email)
    const known = person && knownBrowser(c, deps, person.id)
    const result = await signIn(actionContext(c, deps), { ...parsed.data, ...from(c), knownBrowser: known })
    if (!result.ok) return refusedPage(c, deps, content, result.refusal)
    if ('ticket' in result.value) return codePage(c, deps, { ...asked, ticket: result.value.ticket })
    const role = await beginSession(c, deps, result.value)
    return goOn(c, deps, { ...asked, next: on(next, { role }) }, null)
  })

  /** For whoever has signed in meanwhile in another window: what waits here goes on. */
  app.post('/staff/sign-in/again/', async (c) => {
    const fields = await formFields(c)
    const asked = { next: ownPath(fields('next')[0]), kept: keptIn(deps, fields('kept')[0]) }
    if (!c.var.session) return refusedPage(c, deps, await contentOf(deps, asked), NOT_YET)
    return goOn(c, deps, { ...asked, next: on(asked.next, c.var.session) }, null)
  })

  app.post('/staff/sign-in/code/', async (c) => {
    const fields = await formFields(c)
    const asked = { next: ownPath(fields('next')[0]), kept: keptIn(deps, fields('kept')[0]) }
    const sealed = fields('ticket')[0] ?? ''
    const ticket = openTicket(deps.db, sealed, deps.clock())
    const begin = await contentOf(deps, asked)
    if (!ticket) return refusedPage(c, deps, begin, TOO_LATE)
    const parsed = codeInput.safeParse({ code: fields('code')[0] ?? '' })
    if (!parsed.success) return codePage(c, deps, { ...asked, ticket: sealed, refusal: refusalOf(parsed.error) })
    const known = knownBrowser(c, deps, ticket.personId)
    const request = { ticket, code: parsed.data.code, ...from(c), knownBrowser: known }
    const result = await confirmSignIn(actionContext(c, deps), request)
    if (result.ok) {
      const role = await beginSession(c, deps, result.value)
      return goOn(c, deps, { ...asked, next: on(asked.next, { role }) }, result.value.left)
    }
    if (result.refusal.kind === 'conflict') return refusedPage(c, deps, begin, result.refusal)
    return codePage(c, deps, { ...asked, ticket: sealed, refusal: result.refusal })
  })

  passkeySignInRoutes(app, deps, { from, on, goOn: (c, asked) => goOn(c, deps, asked, null) })
  if (deps.singleSignOn) singleSignOnRoutes(app, deps, deps.singleSignOn, on)

  app.post('/staff/sign-out/', allowed(deps, 'self.secure'), async (c) => {
    const { personId, id } = sessionOf(c)
    await signOut(actionContext(c, deps), personId, id)
    forgetSession(c, deps)
    return seeDone(c, deps, '/staff/sign-in/', dictionary(deps.site.locale).console.signIn.signedOut)
  })
}

const NOT_YET = conflict('not_signed_in', 'Nobody has signed in with this browser yet.').refusal
const TOO_LATE = conflict('sign_in_over', 'That took more than a quarter of an hour. Sign in again.').refusal

/** To what was asked for; what was written before, and how many codes are left, is shown first. */
function goOn(
  c: Context<Env>,
  deps: AppDeps,
  { next, kept }: Required<Pick<Asked, 'next' | 'kept'>>,
  left: number | null,
) {
  if (kept === null && left === null) return seeOther(c, next)
  return consolePage(c, deps, { kind: 'console/entry/again', form: kept, left, next })
}
