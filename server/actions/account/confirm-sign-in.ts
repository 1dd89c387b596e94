import { findPerson } from '../../../db/staff/people.ts'
import { conflict, invalid, ok, type Result } from '../../domain/refusal.ts'
import { asksForCode } from '../../domain/staff/second-factor.ts'
import { codeTriesOf, kindOfCode } from '../../domain/staff/throttle.ts'
import { hashOf } from '../../lib/secret/secrets.ts'
import { type ActionContext, record } from '../context.ts'
import { mayUsePassword } from '../staff/entry/may-use-password.ts'
import { type Begun, startSession } from '../staff/start-session.ts'
import { allow } from '../subscription/allow.ts'
import { giveTriesBack } from './give-tries-back.ts'
import type { Ticket } from './input.ts'
import { takeCode } from './take-code.ts'

interface SecondStep {
  ticket: Ticket
  code: string
  /** Such as "Firefox on Linux". */
  browser: string
  /** The client's narrowest network. */
  client: string
  /** The id of a browser in which this account was signed in before. */
  knownBrowser: string | null
}

/**
 * The second step of signing in: a code. The try is counted before the code is looked at, and given back if it is right.
 * Refuses a wrong or used code (`invalid`), too many of them, and with `sign_in_over` whoever has to begin again.
 */
export async function confirmSignIn(
  ctx: ActionContext,
  { ticket, code, browser, client, knownBrowser }: SecondStep,
): Promise<Result<Begun & { left: number | null }>> {
  const tries = codeTriesOf(kindOfCode(code), { client, personId: ticket.personId, browser: knownBrowser })
  const counted = await record(ctx, (trx) => allow(trx, tries, ctx.now))
  if (!counted.ok) return counted
  return record(ctx, async (trx) => {
    const person = await findPerson(trx, ticket.personId)
    const isSame = person?.disabled_at === null && hashOf(person.password ?? '') === ticket.password
    if (!isSame || !asksForCode(person)) return OVER
    const { provider } = ticket
    if (provider === undefined && !(await mayUsePassword(trx, ctx.plan.signIn, person))) return OVER
    const taken = await takeCode(trx, person, code, ctx.now)
    if (!taken) return WRONG
    await giveTriesBack(trx, tries, ctx.now)
    const how = `${provider ?? 'password'} and ${taken.left === null ? 'code' : 'recovery code'}`
    const way = provider === undefined ? 'password' : 'provider'
    return ok({ ...(await startSession(trx, ctx, person, { browser, how, way })), left: taken.left })
  })
}

const WRONG = invalid([{ pointer: '/code', detail: 'is wrong, or was used before: wait for the next one' }])
const OVER = conflict('sign_in_over', 'Your account was changed in the meantime. Sign in again.')
