import { findPersonByEmail } from '../../../db/staff/people.ts'
import { conflict, limited, ok, type Result, refuse } from '../../domain/refusal.ts'
import { asksForCode } from '../../domain/staff/second-factor.ts'
import { triesOf } from '../../domain/staff/throttle.ts'
import { fewAtOnce } from '../../lib/order/few-at-once.ts'
import { isPassword } from '../../lib/secret/passwords.ts'
import { giveTriesBack } from '../account/give-tries-back.ts'
import { makeTicket } from '../account/make-ticket.ts'
import { type ActionContext, record } from '../context.ts'
import { allow } from '../subscription/allow.ts'
import { atProvider, mayUsePassword } from './entry/may-use-password.ts'
import { needsPasskey, USE_PASSKEY } from './entry/needs-passkey.ts'
import { type Begun, startSession } from './start-session.ts'

interface SignInRequest {
  /** In lower case. */
  email: string
  password: string
  /** Such as "Firefox on Linux". */
  browser: string
  /** The client's narrowest network. */
  client: string
  /** The id of a browser in which this account was signed in before. */
  knownBrowser: string | null
}

/** What the cookie is to have; or, where a second factor is to be asked for, the ticket for it. */
export type SignedIn = Begun | { ticket: string }

/**
 * Signs somebody in by e-mail and password, or leads to the second step. The try is counted before the password is
 * looked at, and given back if it is right. Refuses with `wrong_password`, whether there is such an account or not,
 * and `too_many_requests`, at once where as many of the same client are being looked at; with `account_disabled`
 * whoever knows the password of an account that is. `use_passkey` where that is their one second factor and they need one. Where passwords are for few, all the others are told one thing, `use_provider`,
 * as is whoever has a wrong one of these.
 */
export async function signIn(ctx: ActionContext, request: SignInRequest): Promise<Result<SignedIn>> {
  const { client, knownBrowser } = request
  // A known browser is counted apart, as its tries are.
  const done = await few(knownBrowser ?? client, () => tryToSignIn(ctx, request))
  return done ?? limited(2_000)
}

/** So many of one client are looked at at a time: passwords take a while each, and others wait behind them. */
const few = fewAtOnce(4)

async function tryToSignIn(ctx: ActionContext, request: SignInRequest): Promise<Result<SignedIn>> {
  const tries = triesOf(request.client, request.email, request.knownBrowser)
  const counted = await record(ctx, (trx) => allow(trx, tries, ctx.now))
  if (!counted.ok) return counted
  const found = await findPersonByEmail(ctx.db, request.email)
  const { signIn: rules } = ctx.plan
  const wrong = (await mayUsePassword(ctx.db, rules, null)) ? WRONG : atProvider(rules)
  const counts = await mayUsePassword(ctx.db, rules, found)
  const isRight = await isPassword((counts && found?.password) || null, request.password)
  if (!isRight || !found) return wrong
  if (found.disabled_at !== null) return DISABLED
  return record<SignedIn>(ctx, async (trx) => {
    const person = await findPersonByEmail(trx, request.email)
    // Changed while the password was being checked.
    if (person?.password !== found.password || person.disabled_at !== null) return wrong
    if (!(await mayUsePassword(trx, rules, person))) return wrong
    await giveTriesBack(trx, tries, ctx.now)
    if (await needsPasskey(trx, rules, person)) return USE_PASSKEY
    if (asksForCode(person)) return ok({ ticket: makeTicket(trx, person, ctx.now) })
    return ok(await startSession(trx, ctx, person, { browser: request.browser, how: 'password', way: 'password' }))
  })
}

/** To whoever has proved to be the one whose account it is. */
export const DISABLED = conflict('account_disabled', 'This account was disabled. Ask an administrator to enable it.')
const WRONG = refuse({
  kind: 'invalid',
  code: 'wrong_password',
  detail: 'The e-mail address or the password is wrong.',
})
