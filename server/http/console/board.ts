import type { Hono } from 'hono'
import type { AppDeps, Env } from '../deps.ts'
import { allowed } from './access.ts'
import { consolePage } from './page.ts'

/** The board: what is due next, on top. */
export function boardRoutes(app: Hono<Env>, deps: AppDeps): void {
  app.get('/staff/', allowed(deps, 'board.read'), (c) => consolePage(c, deps, { kind: 'console/board' }))
}
