import type { Context, MiddlewareHandler } from 'hono'
import { type ActionContext, PUBLIC } from '../../actions/context.ts'
import { authenticate, type Caller } from '../../actions/staff/authenticate.ts'
import { type Ability, can, roleFor } from '../../domain/staff/can.ts'
import type { AppDeps, Env } from '../deps.ts'
import { Problem } from './problem.ts'

/** Who may call a route: anybody, whoever has the manage token in its path, or staff who can do this. */
type Access = 'public' | 'holder' | Ability

const REALM = 'Bearer realm="Signalpost"'

/** Identifies the caller by the token. An invalid token is refused even if none is needed. */
export function identify(deps: Pick<AppDeps, 'db' | 'clock'>): MiddlewareHandler<Env> {
  return async (c, next) => {
    const header = c.req.header('authorization')
    c.set('caller', header === undefined ? null : await callerOf(deps, header))
    await next()
  }
}

async function callerOf({ db, clock }: Pick<AppDeps, 'db' | 'clock'>, header: string): Promise<Caller> {
  const [, token] = /^Bearer +(\S+) *$/i.exec(header) ?? []
  const caller = token ? await authenticate(db, token, clock()) : null
  if (caller) return caller
  const headers = { 'WWW-Authenticate': `${REALM}, error="invalid_token"` }
  throw new Problem(401, 'invalid_token', 'The Authorization header has no valid token.', { headers })
}

/** Declares who may call a route: checked before the request is read, and shown in the reference. */
export function guarded(access: Access, ...then: MiddlewareHandler<Env>[]) {
  if (access === 'public' || access === 'holder') {
    return { 'x-role': access, security: [], middleware: [admitAll, ...then] }
  }
  return {
    'x-role': roleFor(access),
    security: [{ token: [] }],
    middleware: [admit(access), ...then],
  }
}

const admitAll: MiddlewareHandler<Env> = (_, next) => next()

function admit(ability: Ability): MiddlewareHandler<Env> {
  const needed = roleFor(ability)
  return async (c, next) => {
    const { caller } = c.var
    if (!caller) {
      const detail = `This call requires a token of the role "${needed}" or above: Authorization: Bearer stp_….`
      throw new Problem(401, 'token_required', detail, { headers: { 'WWW-Authenticate': REALM } })
    }
    if (!can(caller, ability)) {
      throw new Problem(
        403,
        'role_required',
        `This call requires the role "${needed}"; the token has "${caller.role}".`,
      )
    }
    c.set('admitted', true)
    await next()
  }
}

/** The context of an action, which begins with it. Without a token the actor is the public. */
export function actionContext(c: Context<Env>, deps: AppDeps): ActionContext {
  const actor = c.var.caller ?? PUBLIC
  const now = deps.clock()
  c.set('acting', true)
  const by = { db: deps.db, plan: deps.plan, actor: { id: c.var.caller?.id, name: actor.name, role: actor.role }, now }
  return c.var.caller?.demo ? { ...by, demo: true } : by
}

/** Does the request come from staff who can do this? */
export function mayCall(c: Context<Env>, ability: Ability): boolean {
  const caller = c.var.caller
  return caller != null && can(caller, ability)
}
