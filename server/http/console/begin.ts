import type { Context } from 'hono'
import { signOut } from '../../actions/staff/sign-out.ts'
import type { AppDeps, Env } from '../deps.ts'
import { actionContext } from '../middleware/access.ts'
import { keepSession } from './cookies.ts'

/** A new session in this browser; the one that was in it ends, so that nobody goes on with a cookie from before. */
export async function beginSession(c: Context<Env>, deps: AppDeps, begun: { secret: string; personId: string }) {
  const before = c.var.session
  if (before) await signOut(actionContext(c, deps), before.personId, before.id)
  keepSession(c, deps, begun)
}
