import type { Context, ErrorHandler, Hono, NotFoundHandler } from 'hono'
import { routePath } from 'hono/route'
import type { AppDeps, Env } from '../deps.ts'
import { errorPage, wantsPage } from '../pages/page.ts'
import { Problem, problemOf, problemResponse } from './problem.ts'

const DATA = /\.(json|rss|atom|ics)$/

/** No route took the request: is it the method (405) or the path (404)? People get a page, programs a problem. */
export function answerNotFound(app: Hono<Env>, deps: AppDeps): NotFoundHandler<Env> {
  return async (c) => {
    const { path } = c.req
    const bare = path.replace(/\/+$/, '')
    const methods = (at: string) => [...new Set([...methodsAt(app, at), ...filesAt(deps, at)])].sort()
    const allowed = methods(path)
    // Nothing but folders of pages ends in a slash.
    if (allowed.length === 0 && bare !== path && methods(bare).includes(c.req.method)) return moved(c, bare)
    if (allowed.length > 0) {
      const allow = allowed.join(', ')
      const detail = `${c.req.method} is not possible here; ${allow} is.`
      return problemResponse(c, new Problem(405, 'method_not_allowed', detail, { headers: { Allow: allow } }))
    }
    if (!path.startsWith('/api/') && wantsPage(c)) return errorPage(c, deps, 404)
    // What other sites may read, they may also find missing.
    if (DATA.test(path)) c.header('Access-Control-Allow-Origin', '*')
    const map = path.startsWith('/api/v1/') ? ' GET /api/v1/openapi.json lists what there is.' : ''
    return problemResponse(c, new Problem(404, 'not_found', `There is nothing at this address.${map}`))
  }
}

/** Whatever a handler threw. What is not the caller's fault is logged, and told without its inside. */
export function answerError(deps: AppDeps): ErrorHandler<Env> {
  return async (error, c) => {
    const problem = problemOf(error)
    if (problem.status >= 500) deps.log.error({ err: error, method: c.req.method, route: routePath(c, -1) }, 'failed')
    const isPage = !c.req.path.startsWith('/api/') && wantsPage(c)
    if (!isPage || (problem.status !== 500 && problem.status !== 503)) return problemResponse(c, problem)
    for (const [name, value] of Object.entries(problem.headers)) c.header(name, value)
    return errorPage(c, deps, problem.status)
  }
}

function filesAt({ publisher }: AppDeps, path: string): string[] {
  return publisher.holds(path) ? ['GET', 'HEAD'] : []
}

/** The same method and body there. Only the path is named: a proxy may be known by another host. */
function moved(c: Context<Env>, path: string): Response {
  const { search } = new URL(c.req.url)
  c.header('Access-Control-Allow-Origin', '*')
  return c.redirect(path.replace(/^\/+/, '/') + search, 308)
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
