import type { Hono } from 'hono'
import { findPersonByEmail } from '../../../db/staff/people.ts'
import { signInInput } from '../../actions/staff/setup-input.ts'
import { signIn } from '../../actions/staff/sign-in.ts'
import { signOut } from '../../actions/staff/sign-out.ts'
import { refusalOf } from '../../lib/input/zod-messages.ts'
import type { AppDeps, Env } from '../deps.ts'
import { actionContext } from '../middleware/access.ts'
import { clientNetworks } from '../middleware/client-address.ts'
import { formFields, seeOther } from '../pages/form.ts'
import { allowed, sessionOf } from './access.ts'
import { browserIn } from './browser.ts'
import { forgetSession, keepSession, knownBrowser } from './cookies.ts'
import { consolePage, refusedPage } from './page.ts'
import { BOARD, contentOf, keptIn, signInPage } from './sign-in-page.ts'

export function signInRoutes(app: Hono<Env>, deps: AppDeps): void {
  const networks = clientNetworks(deps.trustedProxies)

  app.get('/staff/sign-in/', (c) => {
    const next = ownPath(c.req.query('next'))
    return c.var.session ? seeOther(c, next) : signInPage(c, deps, { next })
  })

  app.post('/staff/sign-in/', async (c) => {
    const fields = await formFields(c)
    const [email = '', next] = [fields('email')[0], ownPath(fields('next')[0])]
    const kept = keptIn(deps, fields('kept')[0])
    const content = contentOf(deps, { email, next, kept })
    const parsed = signInInput.safeParse({ email, password: fields.raw('password')[0] ?? '' })
    if (!parsed.success) return refusedPage(c, deps, content, refusalOf(parsed.error))
    const person = await findPersonByEmail(deps.db, parsed.data.email)
    const result = await signIn(actionContext(c, deps), {
      ...parsed.data,
      browser: browserIn(c.req.header('user-agent')),
      client: networks(c)[0],
      knownBrowser: person && knownBrowser(c, deps, person.id),
    })
    if (!result.ok) return refusedPage(c, deps, content, result.refusal)
    keepSession(c, deps, result.value)
    if (kept === null) return seeOther(c, next)
    return consolePage(c, deps, { kind: 'console/again', form: kept })
  })

  app.post('/staff/sign-out/', allowed(deps, 'self.change'), async (c) => {
    const { personId, id } = sessionOf(c)
    await signOut(actionContext(c, deps), personId, id)
    forgetSession(c, deps)
    return seeOther(c, '/staff/sign-in/')
  })
}

/** A path of the console to go on to; anything else leads to the board. */
function ownPath(next: string | undefined): string {
  return next !== undefined && /^\/staff\/[\w./-]*(\?[\w=&%.-]*)?$/.test(next) && !next.includes('//') ? next : BOARD
}
