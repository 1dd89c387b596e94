import type { Context, Hono } from 'hono'
import { dictionary } from '../../../src/i18n/index.ts'
import { followSetupLink } from '../../actions/staff/follow-setup-link.ts'
import { firstInput, passwordInput } from '../../actions/staff/setup-input.ts'
import { can } from '../../domain/staff/can.ts'
import { refusalOf } from '../../lib/input/zod-messages.ts'
import { hashOf } from '../../lib/secret/secrets.ts'
import { type OpenSetup, readSetup } from '../../queries/staff/setup.ts'
import type { AppDeps, Env } from '../deps.ts'
import { actionContext } from '../middleware/access.ts'
import { formFields, seeOther, type TypedFields } from '../pages/form.ts'
import { beginSession } from './begin.ts'
import { browserIn } from './browser.ts'
import { seeDone } from './flash.ts'
import { consolePage, refusedPage } from './page.ts'
import { codePage } from './sign-in-page.ts'

/** The link that was printed or mailed. Opening it uses nothing, since scanners open links; its form does. */
export function setupRoutes(app: Hono<Env>, deps: AppDeps): void {
  app.get('/staff/setup/:token', async (c) => {
    const setup = await readSetup(deps.db, hashOf(c.req.param('token')), deps.clock())
    return setup ? consolePage(c, deps, contentOf(setup)) : over(c, deps)
  })

  app.post('/staff/setup/:token', async (c) => {
    const token = c.req.param('token')
    const setup = await readSetup(deps.db, hashOf(token), deps.clock())
    if (!setup) return over(c, deps)
    const fields = await formFields(c)
    const read = inputOf(setup, fields)
    const content = contentOf(setup, fields)
    if (!read.success) return refusedPage(c, deps, content, refusalOf(read.error))
    const request = { ...read.data, browser: browserIn(c.req.header('user-agent')) }
    const result = await followSetupLink(actionContext(c, deps), token, request)
    if (!result.ok) {
      return result.refusal.code === 'link_over' ? over(c, deps) : refusedPage(c, deps, content, result.refusal)
    }
    if ('ticket' in result.value) return codePage(c, deps, result.value)
    const role = await beginSession(c, deps, result.value)
    const path = can({ role }, 'board.read') ? '/staff/' : '/staff/account/'
    if (setup.purpose === 'visit') return seeOther(c, path)
    return seeDone(c, deps, path, dictionary(deps.site.locale).console.signIn.passwordSet)
  })
}

function inputOf({ purpose }: OpenSetup, fields: TypedFields) {
  const [name, email, password] = [fields('name')[0], fields('email')[0], fields.raw('password')[0]]
  if (purpose === 'visit') return { success: true, data: {} } as const
  return purpose === 'first' ? firstInput.safeParse({ name, email, password }) : passwordInput.safeParse({ password })
}

function contentOf({ purpose, person }: OpenSetup, fields?: TypedFields) {
  const typed = { name: fields?.('name')[0] ?? '', email: fields?.('email')[0] ?? '' }
  return { kind: 'console/entry/setup', purpose, person, ...typed } as const
}

function over(c: Context<Env>, deps: AppDeps): Promise<Response> {
  return consolePage(c, deps, { kind: 'console/entry/setup', purpose: 'over', person: null, name: '', email: '' }, 410)
}
