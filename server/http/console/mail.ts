import { Hono, type MiddlewareHandler } from 'hono'
import { authenticate } from '../../actions/staff/authenticate.ts'
import { notFound } from '../../domain/refusal.ts'
import { roleCovers } from '../../domain/vocabulary.ts'
import type { AppDeps, Env } from '../deps.ts'
import { must, Problem } from '../middleware/problem.ts'
import { FRAMED_POLICY, listPage, MAIL_POLICY, mailPage } from './mail-page.ts'
import { type Mail, mailBytes, mailNames, readMail } from './mailbox.ts'

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
    c.header('Content-Security-Policy', MAIL_POLICY)
    return c.html(listPage(mails, page, pages))
  })

  app.get('/staff/mail/:name', async (c) => {
    const mail = (await readMail(mailFolder, c.req.param('name'))) ?? must<Mail>(notFound('mail'))
    c.header('Content-Security-Policy', MAIL_POLICY)
    return c.html(mailPage(mail))
  })

  app.get('/staff/mail/:name/html', async (c) => {
    const mail = (await readMail(mailFolder, c.req.param('name'))) ?? must<Mail>(notFound('mail'))
    c.header('Content-Security-Policy', FRAMED_POLICY)
    c.header('X-Frame-Options', 'SAMEORIGIN')
    return c.html(`<!doctype html><base target="_blank">${mail.html ?? ''}`)
  })

  app.get('/staff/mail/:name/raw', async (c) => {
    const name = c.req.param('name')
    const bytes = (await mailBytes(mailFolder, name)) ?? must<Buffer>(notFound('mail'))
    c.header('Content-Disposition', `attachment; filename="${name}"`)
    return c.body(new Uint8Array(bytes), 200, { 'Content-Type': 'message/rfc822' })
  })

  return app
}

/** Bearer for programs; for browsers HTTP Basic with any user name and the token as password. */
function administrators({ db, clock }: AppDeps): MiddlewareHandler<Env> {
  return async (c, next) => {
    c.header('Cache-Control', 'no-store')
    c.header('X-Robots-Tag', 'noindex')
    const token = tokenOf(c.req.header('authorization') ?? '')
    const caller = token === null ? null : await authenticate(db, token, clock())
    if (!caller) {
      const headers = { 'WWW-Authenticate': 'Basic realm="Signalpost: any name, token as password", charset="UTF-8"' }
      throw new Problem(401, 'token_required', 'The mailbox requires the token of an admin as password.', { headers })
    }
    if (!roleCovers(caller.role, 'admin')) {
      throw new Problem(403, 'role_required', `The mailbox requires the role "admin"; the token has "${caller.role}".`)
    }
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
