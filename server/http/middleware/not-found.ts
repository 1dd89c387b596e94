import type { Context, ErrorHandler, Hono, NotFoundHandler } from 'hono'
import { routePath } from 'hono/route'
import { reasonOf } from '../../lib/error-code.ts'
import { createTally } from '../../lib/log/tally.ts'
import type { Outcome } from '../../lib/outcome.ts'
import { withoutLast } from '../../lib/text.ts'
import type { AppDeps, Env } from '../deps.ts'
import { errorPage, errorStatusFor } from '../pages/error-page.ts'
import { methodsAt, type Route, routesOf } from '../routes-of.ts'
import { isRead, outcomeOf, Problem, problemOf, problemResponse } from './problem.ts'

const DATA = /\.(json|rss|atom|ics)$/

/** Handles requests without a route: 405 if only the method is wrong, else 404. People get a page, programs a problem. */
export function handleNotFound(app: Hono<Env>, deps: AppDeps): NotFoundHandler<Env> {
  let routes: Route[] | undefined
  return async (c) => {
    routes ??= routesOf(app)
    const { path } = c.req
    const bare = withoutLast(path, '/')
    const methods = (at: string) => [...new Set([...methodsAt(routes ?? [], at), ...filesAt(deps, at)])].sort()
    const allowed = methods(path)
    const page = isRead(c.req.method) && plainPath(c, deps)
    if (page) return moved(c, page)
    // Only folders of pages end in a slash.
    if (allowed.length === 0 && bare !== path && methods(bare).includes(c.req.method))
      return moved(c, withoutLast(pathOf(c), '/'))
    if (allowed.length > 0) {
      const allow = allowed.join(', ')
      c.header('Allow', allow)
      if (errorStatusFor(c, 405)) return errorPage(c, deps, 405)
      const detail = `${c.req.method} is not allowed here. Allowed: ${allow}.`
      return problemResponse(c, new Problem(405, 'method_not_allowed', detail))
    }
    // Other sites may read these files, so they may also see that one is missing.
    if (DATA.test(path)) c.header('Access-Control-Allow-Origin', '*')
    if (!path.startsWith('/api/v1/') && isRead(c.req.method) && !deps.publisher.isComplete())
      return pageOrProblem(c, deps, notMadeYet())
    if (errorStatusFor(c, 404)) return errorPage(c, deps, 404)
    const map = path.startsWith('/api/v1/') ? ' GET /api/v1/openapi.json lists all paths.' : ''
    return problemResponse(c, new Problem(404, 'not_found', `There is nothing at this address.${map}`))
  }
}

/** Handles what a route threw. Errors that are not the caller's are logged (the same once a minute), and reported without details. */
export function handleError(deps: AppDeps): ErrorHandler<Env> {
  const failures = createTally<object>((fields, count) => deps.log.error({ ...fields, count }, 'request failed'))
  return async (error, c) => {
    const outcome = outcomeOf(c, error)
    const problem = problemOf(error, outcome)
    const { status } = problem
    const asked = { method: c.req.method, route: routePath(c, -1) }
    if (status >= 500) failures.note(`${asked.method} ${asked.route} ${reasonOf(error)}`, { ...asked, err: error })
    return pageOrProblem(c, deps, problem, outcome)
  }
}

/** After the first start, and after a new version has come: it may be a file that is about to be made. */
function notMadeYet(): Problem {
  const detail = 'The pages are being made. Try again in a few seconds.'
  return new Problem(503, 'not_made_yet', detail, { headers: { 'Retry-After': '5' } })
}

/** People get a page, programs a problem. */
function pageOrProblem(
  c: Context<Env>,
  deps: AppDeps,
  problem: Problem,
  outcome: Outcome | null = null,
): Response | Promise<Response> {
  const shown = errorStatusFor(c, problem.status)
  if (shown === null) return problemResponse(c, problem)
  for (const [name, value] of Object.entries(problem.headers)) c.header(name, value)
  return errorPage(c, deps, shown, { wait: problem.retryAfter, perhapsSaved: outcome === 'perhaps' })
}

/** The path of a public file that was asked for under an odd spelling: `/./`, `/x/..`, `/%2e/support`, `/#x`. */
function plainPath(c: Context<Env>, { publisher }: AppDeps): string | undefined {
  const path = pathOf(c)
  return [path, `${path}/`].find((one) => publisher.holds(one))
}

function filesAt({ publisher }: AppDeps, path: string): string[] {
  return publisher.holds(path) ? ['GET', 'HEAD'] : []
}

/**
 * Redirects with the same method and body, as the path was sent: what it stands for may not fit into a header. Only to a
 * path, since a proxy may have another host name.
 */
function moved(c: Context<Env>, path: string): Response {
  c.header('Access-Control-Allow-Origin', '*')
  return c.redirect((path.replace(/^\/+/, '/') || '/') + new URL(c.req.url).search, 308)
}

/** As it was sent, but for dots and what a browser keeps to itself. */
function pathOf(c: Context<Env>): string {
  return new URL(c.req.url).pathname
}
