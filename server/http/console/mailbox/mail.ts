import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { authenticate } from '../../../actions/staff/authenticate.ts'
import { authenticateSession } from '../../../actions/staff/authenticate-session.ts'
import { notFound } from '../../../domain/refusal.ts'
import { can, roleFor } from '../../../domain/staff/can.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { must, Problem } from '../../middleware/problem.ts'
import { seeOther } from '../../pages/form.ts'
import { asksForPage } from '../../pages/page.ts'
import { barred, callerOf, roleProblem, setUpFirst } from '../access.ts'
import { sessionCookie } from '../cookies.ts'
import { consolePage, mailAbility } from '../page.ts'
import { FRAMED_POLICY, listContent, mailContent } from './mail-page.ts'
import { type Mail, mailBytes, mailNames, readMail, withoutAccountLinks } from './mailbox.ts'

const PER_PAGE = 50

/** The local mailbox in a browser, for administrators. Without routes if mail is really sent. */
export function mailRoutes(deps: AppDeps): Hono<Env> {
  const app = new Hono<Env>()
  const { mailFolder } = deps
  if (mailFolder === undefined) return app
  app.use('/staff/mail/*', administrators(deps))

  app.get('/staff/mail/', async (c) => {
    const names = await mailNames(mailFolder)
    const pages = Math.max(1, Math.ceil(names.length / PER_PAGE))
    const page = Math.min(pages, Math.max(1, Number.parseInt(c.req.query('page') ?? '1', 10) || 1))
    const shown = names.slice((page - 1) * PER_PAGE, page * PER_PAGE)
    const mails = (await Promise.all(shown.map((name) => readMail(mailFolder, name)))).filter((mail) => mail !== null)
    return consolePage(c, deps, listContent(mails, page, pages))
  })

  app.get('/staff/mail/:name', async (c) => {
    const { mail, isWhole } = await shown(c, mailFolder, c.req.param('name'))
    return consolePage(c, deps, mailContent(mail, isWhole))
  })

  app.get('/staff/mail/:name/html', async (c) => {
    const { mail } = await shown(c, mailFolder, c.req.param('name'))
    c.header('Content-Security-Policy', FRAMED_POLICY)
    c.header('X-Frame-Options', 'SAMEORIGIN')
    return c.html(`<!doctype html><base target="_blank">${mail.html ?? ''}`)
  })

  app.get('/staff/mail/:name/raw', async (c) => {
    const name = c.req.param('name')
    const { isWhole } = await shown(c, mailFolder, name)
    if (!isWhole)
      throw new Problem(403, 'role_required', 'This mail holds a link that opens an account: for administrators.')
    const bytes = (await mailBytes(mailFolder, name)) ?? must<Buffer>(notFound('mail'))
    c.header('Content-Disposition', `attachment; filename="${name}"`)
    return c.body(new Uint8Array(bytes), 200, { 'Content-Type': 'message/rfc822' })
  })

  return app
}

/** A mail as whoever asks may see it: of the agents of a demonstration nobody takes over an account by it. */
async function shown(c: Context<Env>, folder: string, name: string) {
  const mail = (await readMail(folder, name)) ?? must<Mail>(notFound('mail'))
  const { caller } = c.var
  return caller && can(caller, 'mail.read') ? { mail, isWhole: true } : withoutAccountLinks(mail)
}

/**
 * Whoever is signed in as an administrator; in the demonstration every agent, since nothing real is in it. Bearer for
 * programs; also HTTP Basic with any user name and the token as password. A browser with neither is asked to sign in.
 */
function administrators(deps: AppDeps): MiddlewareHandler<Env> {
  const { db, clock } = deps
  return async (c, next) => {
    c.header('Cache-Control', 'no-store')
    c.header('X-Robots-Tag', 'noindex')
    const header = c.req.header('authorization')
    if (header === undefined) {
      const session = await authenticateSession(deps, sessionCookie(c, deps), clock())
      if (session) {
        c.set('session', session)
        if (session.lacksFactor) return setUpFirst(c, deps)
        const ability = await mailAbility(deps)
        if (!can(session, ability)) return barred(c, deps, roleFor(ability))
        c.set('caller', callerOf(session))
        return next()
      }
      if (asksForPage(c)) return seeOther(c, `/staff/sign-in/?next=${encodeURIComponent(c.req.path)}`)
    }
    const token = tokenOf(header ?? '')
    const caller = token === null ? null : await authenticate(db, token, clock())
    if (!caller) {
      const headers = { 'WWW-Authenticate': 'Basic realm="Signalpost: any name, token as password", charset="UTF-8"' }
      throw new Problem(401, 'token_required', 'The mailbox requires the token of an admin as password.', { headers })
    }
    if (!can(caller, 'mail.read')) throw roleProblem(deps, roleFor('mail.read'), caller.role)
    c.set('caller', caller)
    await next()
  }
}

function tokenOf(header: string): string | null {
  const [, scheme, value] = /^(Bearer|Basic) +(\S+) *$/i.exec(header) ?? []
  if (!scheme || !value) return null
  if (scheme.toLowerCase() === 'bearer') return value
  const pair = Buffer.from(value, 'base64').toString()
  return pair.slice(pair.indexOf(':') + 1)
}
