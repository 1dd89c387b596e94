import type { Reader, Row, Trx } from '../../../db/schema/index.ts'
import { changePerson, countReady, findPerson, insertPerson } from '../../../db/staff/people.ts'
import { endSessions } from '../../../db/staff/sessions.ts'
import { findSetupLink, useSetupLink, withdrawSetupLinks } from '../../../db/staff/setup-links.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { conflict, invalid, ok, type Result } from '../../domain/refusal.ts'
import { actorOf } from '../../domain/staff/person.ts'
import { asksForCode } from '../../domain/staff/second-factor.ts'
import { isLinkOver } from '../../domain/staff/setup-link.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import { hashPassword } from '../../lib/secret/passwords.ts'
import { hashOf } from '../../lib/secret/secrets.ts'
import { makeTicket } from '../account/make-ticket.ts'
import { refuseGuessable } from '../account/refuse-guessable.ts'
import { type ActionContext, record } from '../context.ts'
import { refuseTaken } from '../people/refuse-taken.ts'
import { atProvider, mayUsePassword } from './entry/may-use-password.ts'
import { needsPasskey, USE_PASSKEY } from './entry/needs-passkey.ts'
import type { SetupRequest } from './setup-input.ts'
import type { SignedIn } from './sign-in.ts'
import { startSession } from './start-session.ts'

/**
 * Uses a link of `/staff/setup/`: makes the first administrator, sets the password of an account, or lets a visitor in,
 * and signs in, by way of the second factor where there is one. All other sessions of the person end. Refuses a link that is
 * used, expired or of an account that is disabled (`link_over`), a password that is easy to guess, and a name or address that
 * is taken; with `use_provider` whoever signs in at the identity provider alone.
 */
export async function followSetupLink(
  ctx: ActionContext,
  token: string,
  request: SetupRequest & { browser: string },
): Promise<Result<SignedIn>> {
  const hash = hashOf(token)
  const refused = await refusedPassword(ctx.db, hash, request)
  if (refused) return refused
  const password = 'password' in request ? await hashPassword(request.password) : null
  return record<SignedIn>(ctx, async (trx) => {
    const link = await findSetupLink(trx, hash)
    if (!link || !(await isOpen(trx, link, ctx.now))) return OVER
    const made = await personFor(trx, link, request, password, ctx.now)
    if (!made.ok) return made
    const person = made.value
    // A link sets a password, which would not count.
    if (link.purpose !== 'first' && !(await mayUsePassword(trx, ctx.plan.signIn, person)))
      return atProvider(ctx.plan.signIn)
    if (link.purpose !== 'visit' && !(await useSetupLink(trx, hash, ctx.now))) return OVER
    if (await needsPasskey(trx, ctx.plan.signIn, person)) return USE_PASSKEY
    // Whoever reads the person's mail has no second factor by that.
    if (asksForCode(person)) return ok({ ticket: makeTicket(trx, person, ctx.now) })
    const how = `link: ${link.purpose}`
    return ok(await startSession(trx, ctx, person, { browser: request.browser, how, way: 'link' }))
  })
}

const OVER = conflict('link_over', 'This link was used, or is no longer valid. Ask an administrator for another.')

/** Is a link still good for something? The first administrator's ends for all once there is one. */
async function isOpen(trx: Trx, link: Row<'setup_links'>, now: Instant): Promise<boolean> {
  if (isLinkOver(link, now)) return false
  if (link.person_id === null) return (await countReady(trx, 'admin')) === 0
  return (await findPerson(trx, link.person_id))?.disabled_at === null
}

/** Before it is hashed; null if it is good, or none is set. The link may be over by then: its page says so next. */
async function refusedPassword(db: Reader, hash: string, request: SetupRequest) {
  if (!('password' in request)) return null
  const { password } = request
  const personId = (await findSetupLink(db, hash))?.person_id ?? null
  const owner = 'email' in request ? request : personId && (await findPerson(db, personId))
  return refuseGuessable(password, owner || { name: '', email: '' })
}

async function personFor(
  trx: Trx,
  link: Row<'setup_links'>,
  request: SetupRequest,
  password: string | null,
  now: Instant,
): Promise<Result<Followed>> {
  if (link.person_id === null) return firstAdministrator(trx, request, password, now)
  const person = await findPerson(trx, link.person_id)
  if (!person) return OVER
  if (link.purpose === 'visit') return ok(person)
  if (password === null) return invalid([{ pointer: '/password', detail: 'must be set' }])
  await changePerson(trx, person.id, { password }, now)
  await endSessions(trx, person.id)
  await withdrawSetupLinks(trx, person.id, link.hash)
  await appendAudit(trx, {
    ...{ at: now, actor: actorOf(person), action: 'person.set_password', object: `person/${person.id}` },
    detail: { by: link.purpose },
  })
  return ok({ ...person, password })
}

type Followed = Pick<Row<'people'>, 'id' | 'name' | 'role' | 'password' | 'totp_secret' | 'break_glass' | 'demo'>

async function firstAdministrator(
  trx: Trx,
  request: SetupRequest,
  password: string | null,
  now: Instant,
): Promise<Result<Followed>> {
  if (!('email' in request) || password === null) {
    return invalid([{ pointer: '/email', detail: 'must be set' }])
  }
  const { email, name } = request
  const taken = await refuseTaken(trx, { email, name })
  if (taken) return taken
  const id = newId()
  await insertPerson(trx, {
    ...{ id, email, name, role: 'admin', password },
    ...{ totp_secret: null, disabled_at: null, created_at: now, updated_at: now },
  })
  await appendAudit(trx, {
    ...{ at: now, actor: actorOf({ name }), action: 'person.first', object: `person/${id}` },
    detail: { role: 'admin' },
  })
  return ok({ id, name, role: 'admin', password, totp_secret: null, break_glass: 0, demo: 0 })
}
