import type { Context, ErrorHandler, Hono, NotFoundHandler } from 'hono'
import { routePath } from 'hono/route'
import { withoutLast } from '../../lib/text.ts'
import type { AppDeps, Env } from '../deps.ts'
import { errorPage, wantsPage } from '../pages/page.ts'
import { isRead } from './limit-calls.ts'
import { Problem, problemOf, problemResponse } from './problem.ts'

const DATA = /\.(json|rss|atom|ics)$/

/** Handles requests without a route: 405 if only the method is wrong, else 404. People get a page, programs a problem. */
export function handleNotFound(app: Hono<Env>, deps: AppDeps): NotFoundHandler<Env> {
  return async (c) => {
    const { path } = c.req
    const bare = withoutLast(path, '/')
    const methods = (at: string) => [...new Set([...methodsAt(app, at), ...filesAt(deps, at)])].sort()
    const allowed = methods(path)
    // Only folders of pages end in a slash.
    if (allowed.length === 0 && bare !== path && methods(bare).includes(c.req.method)) return withoutSlash(c)
    if (allowed.length > 0) {
      const allow = allowed.join(', ')
      const detail = `${c.req.method} is not allowed here. Allowed: ${allow}.`
      return problemResponse(c, new Problem(405, 'method_not_allowed', detail, { headers: { Allow: allow } }))
    }
    // Other sites may read these files, so they may also see that one is missing.
    if (DATA.test(path)) c.header('Access-Control-Allow-Origin', '*')
    if (!path.startsWith('/api/v1/') && isRead(c.req.method) && !deps.publisher.isComplete())
      return pageOrProblem(c, deps, notMadeYet())
    if (!path.startsWith('/api/') && wantsPage(c)) return errorPage(c, deps, 404)
    const map = path.startsWith('/api/v1/') ? ' GET /api/v1/openapi.json lists all paths.' : ''
    return problemResponse(c, new Problem(404, 'not_found', `There is nothing at this address.${map}`))
  }
}

/** Handles what a route threw. Errors that are not the caller's are logged, and reported without details. */
export function handleError(deps: AppDeps): ErrorHandler<Env> {
  return async (error, c) => {
    const problem = problemOf(error)
    const { status } = problem
    if (status >= 500) deps.log.error({ err: error, method: c.req.method, route: routePath(c, -1) }, 'failed')
    return pageOrProblem(c, deps, problem)
  }
}

/** After the first start, and after a new version has come: it may be a file that is about to be made. */
function notMadeYet(): Problem {
  const detail = 'The pages are being made. Try again in a few seconds.'
  return new Problem(503, 'not_made_yet', detail, { headers: { 'Retry-After': '5' } })
}

/** People get a page, programs a problem. */
function pageOrProblem(c: Context<Env>, deps: AppDeps, problem: Problem): Response | Promise<Response> {
  const { status } = problem
  const isPage = !c.req.path.startsWith('/api/') && wantsPage(c)
  if (!isPage || !hasPage(status)) return problemResponse(c, problem)
  for (const [name, value] of Object.entries(problem.headers)) c.header(name, value)
  return errorPage(c, deps, status)
}

function hasPage(status: number): status is 429 | 500 | 503 {
  return status === 429 || status === 500 || status === 503
}

function filesAt({ publisher }: AppDeps, path: string): string[] {
  return publisher.holds(path) ? ['GET', 'HEAD'] : []
}

/**
 * Redirects with the same method and body, as the path was sent: what it stands for may not fit into a header. Only to a
 * path, since a proxy may have another host name.
 */
function withoutSlash(c: Context<Env>): Response {
  const { pathname, search } = new URL(c.req.url)
  c.header('Access-Control-Allow-Origin', '*')
  return c.redirect((withoutLast(pathname, '/').replace(/^\/+/, '/') || '/') + search, 308)
}

function methodsAt(app: Hono<Env>, path: string): string[] {
  const methods = app.routes
    .filter((route) => route.method !== 'ALL' && pattern(route.path).test(path))
    .map((r) => r.method)
  const known = new Set(methods.includes('GET') ? [...methods, 'HEAD'] : methods)
  return [...known].sort()
}

function pattern(route: string): RegExp {
  return new RegExp(`^${route.replace(/:\w+/g, '[^/]+').replaceAll('*', '.*')}$`)
}
