import type { Context } from 'hono'
import { findPerson } from '../../../db/staff/people.ts'
import { signOut } from '../../actions/staff/sign-out.ts'
import type { Begun } from '../../actions/staff/start-session.ts'
import type { Role } from '../../domain/vocabulary.ts'
import type { AppDeps, Env } from '../deps.ts'
import { actionContext } from '../middleware/access.ts'
import { keepSession } from './cookies.ts'

/**
 * A new session in this browser, said in the log if it is one for emergencies; the one that was in it ends, so that nobody goes on with a cookie from before. Returns
 * the role that it is for.
 */
export async function beginSession(c: Context<Env>, deps: AppDeps, begun: Begun): Promise<Role> {
  const before = c.var.session
  if (before) await signOut(actionContext(c, deps), before.personId, before.id)
  keepSession(c, deps, begun)
  if (begun.isBreakGlass) {
    deps.log.warn({ personId: begun.personId }, 'a break-glass account has signed in past the identity provider')
    deps.dispatcher.nudge()
  }
  return (await findPerson(deps.db, begun.personId))?.role ?? 'reporter'
}
