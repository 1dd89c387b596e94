import type { Row, Trx } from '../../../db/schema/index.ts'
import { findPersonBySubject, insertIdentity } from '../../../db/staff/identities.ts'
import { findPerson, findPersonByEmail, insertPerson } from '../../../db/staff/people.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { conflict, ok, type Result, refuse } from '../../domain/refusal.ts'
import { asksForCode, needsSecondFactor } from '../../domain/staff/second-factor.ts'
import { type Claims, roleGiven, type SingleSignOn } from '../../domain/staff/single-sign-on.ts'
import type { Role } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import { type ActionContext, record } from '../context.ts'
import { changePerson } from '../people/change-person.ts'
import { refuseTaken } from '../people/refuse-taken.ts'
import { DISABLED, type SignedIn } from '../staff/sign-in.ts'
import { startSession } from '../staff/start-session.ts'
import { makeTicket } from './make-ticket.ts'

interface ProviderSignIn {
  provider: Pick<SingleSignOn, 'name' | 'roles'>
  claims: Claims
  /** Such as "Firefox on Linux". */
  browser: string
}

/**
 * Signs in whom the identity provider vouches for, with the role that it gives at this moment: an account is made for who
 * has none, and one of the same address is theirs from then on if the provider says that the address is. Known by issuer,
 * tenant and subject, never by address. A role that became another changes the account, as an administrator would.
 * Refuses `no_role`, `account_disabled`, `no_address`, `address_not_verified`, `break_glass_account`, `last_admin`.
 */
export async function signInByProvider(
  ctx: ActionContext,
  { provider, claims, browser }: ProviderSignIn,
): Promise<Result<SignedIn>> {
  const role = roleGiven(provider, claims.values)
  if (role === null) return refuse({ kind: 'forbidden', code: 'no_role', detail: NO_ROLE })
  const acting = { ...ctx, actor: { name: `provider/${provider.name}`, role: 'admin' } as const }
  return record<SignedIn>(acting, async (trx) => {
    const known = await findPersonBySubject(trx, claims)
    const found = known ? ok(known) : await firstTime({ ...acting, trx }, claims, role)
    if (!found.ok) return found
    const person = found.value
    if (person.disabled_at !== null) return DISABLED
    if (person.role !== role) {
      const changed = await changePerson({ ...acting, trx }, person.id, { role })
      if (!changed.ok) return changed
    }
    const entry = { role, way: 'provider', demo: false } as const
    if (asksForCode(person) && needsSecondFactor(ctx.plan.signIn, entry))
      return ok({ ticket: makeTicket(trx, person, ctx.now, provider.name) })
    return ok(await startSession(trx, ctx, person, { browser, how: provider.name, way: 'provider' }))
  })
}

/** The account of somebody who comes from there for the first time, linked to them. */
async function firstTime(
  ctx: ActionContext & { trx: Trx },
  claims: Claims,
  role: Role,
): Promise<Result<Row<'people'>>> {
  const { trx, now, actor } = ctx
  const { email, issuer, tenant, subject } = claims
  if (email === null) return conflict('no_address', NO_ADDRESS)
  const existing = await findPersonByEmail(trx, email)
  // Whoever could write somebody else's address into their own profile would have their account.
  if (existing && (!claims.isEmailVerified || existing.demo === 1)) return conflict('address_not_verified', UNVERIFIED)
  if (existing?.break_glass === 1) return conflict('break_glass_account', KEPT_APART)
  const id = existing?.id ?? newId()
  if (!existing) {
    const name = await freeName(trx, claims, email)
    const times = { disabled_at: null, created_at: now, updated_at: now }
    await insertPerson(trx, { ...{ id, email, name, role, password: null, totp_secret: null }, ...times })
  }
  await insertIdentity(trx, { issuer, tenant, subject, person_id: id, created_at: now })
  await appendAudit(trx, {
    ...{ at: now, actor: actor.name, action: 'person.link', object: `person/${id}` },
    detail: { issuer, ...(tenant && { tenant }), subject, ...(!existing && { role }) },
  })
  const person = await findPerson(trx, id)
  if (!person) throw new Error('an account that was just made is gone')
  return ok(person)
}

/** The audit trail names people by their names: of two who have the same, the second is named with the address. */
async function freeName(trx: Trx, { name }: Claims, email: string): Promise<string> {
  const [local = email] = email.split('@')
  const wanted = name ?? local
  return (await refuseTaken(trx, { name: wanted })) ? `${wanted} (${email})` : wanted
}

const NO_ROLE = 'Your account at the identity provider has no role here. Ask whoever administers it to give you one.'
const NO_ADDRESS = 'The identity provider tells no e-mail address of you. Ask whoever administers it to add one.'
const KEPT_APART =
  'The account with your e-mail address is kept for when the identity provider is down, and signs in by its password. Bound to the provider it would follow what the provider says, also when that is wrong. If that is wanted, an administrator takes the mark from it first.'
const UNVERIFIED =
  'There is an account with your e-mail address, and the identity provider does not say that the address is yours. Sign in with your password, or ask an administrator.'
