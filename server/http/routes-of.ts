import type { Hono } from 'hono'
import type { Env } from './deps.ts'

/** A method and the paths that it has an answer for. */
export interface Route {
  method: string
  pattern: RegExp
}

/** Whoever asks for many addresses that are not there costs next to nothing: the patterns are made once. */
export function routesOf(app: Hono<Env>): Route[] {
  return app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => ({ method, pattern: pattern(path) }))
}

/** The methods that have an answer at a path. */
export function methodsAt(routes: readonly Route[], path: string): string[] {
  const methods = routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)
  const known = new Set(methods.includes('GET') ? [...methods, 'HEAD'] : methods)
  return [...known].sort()
}

function pattern(route: string): RegExp {
  return new RegExp(`^${route.replace(/:\w+/g, '[^/]+').replaceAll('*', '.*')}$`)
}
