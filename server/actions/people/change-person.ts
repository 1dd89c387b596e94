import type { Row, Trx } from '../../../db/schema/index.ts'
import { endBreakGlassSessions } from '../../../db/staff/break-glass.ts'
import { deletePasskeys } from '../../../db/staff/passkeys.ts'
import { findPerson, changePerson as store } from '../../../db/staff/people.ts'
import { endSessions } from '../../../db/staff/sessions.ts'
import { withdrawSetupLinks } from '../../../db/staff/setup-links.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { conflict, notFound, ok, type Result } from '../../domain/refusal.ts'
import { type Instant, type Role, roleCovers } from '../../domain/vocabulary.ts'
import { isInForce, tokensByMaker } from '../../queries/staff/made-tokens.ts'
import { NO_FACTOR } from '../account/input.ts'
import { changesOf } from '../audit-detail.ts'
import { type ActionContext, record } from '../context.ts'
import { revokeToken } from '../staff/revoke-token.ts'
import type { Changed, PersonChange } from './input.ts'
import { linkFor } from './link-for.ts'
import { refuseBreakGlass } from './refuse-break-glass.ts'
import { refuseLockout } from './refuse-lockout.ts'
import { refuseTaken } from './refuse-taken.ts'
import { stillMay } from './still-may.ts'

/**
 * Changes an account: name, role, whether it is disabled, whether it is kept for when the identity provider is down; removes its second factor, passkeys with it, ends its sessions, makes a link to
 * set a new password, and mails it. All sessions end with the role, the factor and the account. The person may know the
 * secrets of the tokens they made: with the account all of these are revoked, with the role those that may more than it.
 * Refuses what locks everybody out.
 */
export async function changePerson(ctx: ActionContext, id: string, change: PersonChange): Promise<Result<Changed>> {
  return record<Changed>(ctx, async (trx) => {
    const may = await stillMay(trx, ctx, 'person.change')
    if (!may.ok) return may
    const person = await findPerson(trx, id)
    if (!person) return notFound('person', id)
    const refused =
      (await refuseTaken(trx, { id, ...(change.name !== undefined && { name: change.name }) })) ??
      (await refuseLockout(trx, ctx, person, change)) ??
      (await refuseBreakGlass(trx, ctx.plan.signIn, person, change))
    if (refused) return refused
    const isDisabled = change.disabled ?? person.disabled_at !== null
    if (change.reset && isDisabled) return conflict('person_disabled', 'The account is disabled. Enable it first.')
    const after = changed(person, change, ctx.now)
    if (Object.keys(after).length > 0) await store(trx, id, after, ctx.now)
    const hadPasskeys = change.secondFactor === false && (await deletePasskeys(trx, id)) > 0
    const lostFactor = hadPasskeys || after.totp_secret === null
    await endWhatFollows(trx, id, after, { ...change, lostFactor })
    const detail = detailOf(person, after, { ...change, lostFactor })
    if (Object.keys(detail).length > 0) {
      const entry = { at: ctx.now, actor: ctx.actor.name, action: 'person.change', object: `person/${id}` }
      await appendAudit(trx, { ...entry, detail })
    }
    const revoked = await revokeMade({ ...ctx, trx }, id, change)
    const token = change.reset ? await linkFor(trx, ctx, { ...person, ...after }, change.mail) : null
    return ok({ id, token, revoked })
  })
}

/** The columns that become others. */
function changed(person: Row<'people'>, change: PersonChange, now: Instant): Partial<Row<'people'>> {
  const { name, role, disabled, breakGlass } = change
  return {
    ...(name !== undefined && name !== person.name && { name }),
    ...(role !== undefined && role !== person.role && { role }),
    ...(disabled !== undefined && disabled !== (person.disabled_at !== null) && { disabled_at: disabled ? now : null }),
    ...(breakGlass !== undefined && breakGlass !== (person.break_glass === 1) && { break_glass: breakGlass ? 1 : 0 }),
    ...(change.secondFactor === false && person.totp_secret !== null && NO_FACTOR),
  }
}

type Followed = PersonChange & { lostFactor: boolean }

async function endWhatFollows(
  trx: Trx,
  id: string,
  after: Partial<Row<'people'>>,
  { sessions, lostFactor }: Followed,
): Promise<void> {
  const ends = after.role !== undefined || after.disabled_at != null || lostFactor
  if (ends || sessions === 0) await endSessions(trx, id)
  if (after.break_glass === 0) await endBreakGlassSessions(trx, id)
  if (after.disabled_at != null) await withdrawSetupLinks(trx, id)
}

/** Revokes what somebody made, each with its own entry; also what an older version had left in force. Returns the names. */
async function revokeMade(
  ctx: ActionContext & { trx: Trx },
  personId: string,
  { disabled, role }: PersonChange,
): Promise<string[]> {
  if (!disabled && role === undefined) return []
  const made = (await tokensByMaker(ctx.trx)).get(personId) ?? []
  const exceeds = (token: { role: Role }) => role !== undefined && !roleCovers(role, token.role)
  const valid = made.filter((token) => isInForce(token, ctx.now) && (disabled || exceeds(token)))
  for (const { id } of valid) await revokeToken(ctx, id, { maker: `person/${personId}` })
  return valid.map(({ name }) => name)
}

/** For the audit trail: without secrets. */
function detailOf(
  person: Row<'people'>,
  after: Partial<Row<'people'>>,
  { sessions, reset, mail, lostFactor }: Followed,
): object {
  const { name = person.name, role = person.role } = after
  return {
    ...changesOf({ name: person.name, role: person.role }, { name, role }),
    ...('disabled_at' in after && { disabled: after.disabled_at !== null }),
    ...('break_glass' in after && { breakGlass: after.break_glass === 1 }),
    ...(lostFactor && { secondFactor: false }),
    ...(sessions === 0 && { sessions: 0 }),
    ...(reset && { reset }),
    ...(mail && { mail }),
  }
}
