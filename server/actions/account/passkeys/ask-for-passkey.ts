import type { Reader, Row } from '../../../../db/schema/index.ts'
import { listPasskeys } from '../../../../db/staff/passkeys.ts'
import { conflict, invalid, ok, type Result } from '../../../domain/refusal.ts'
import { MOST_PASSKEYS } from '../../../domain/staff/passkey.ts'
import type { ActionContext } from '../../context.ts'
import { checkOwnPassword } from '../check-own-password.ts'

/** The passkeys that somebody has, if another of this name may be added; the reason if not. */
export async function mayAddPasskey(db: Reader, personId: string, name: string): Promise<Result<Row<'passkeys'>[]>> {
  const has = await listPasskeys(db, personId)
  if (has.length >= MOST_PASSKEYS) return TOO_MANY
  return has.some((one) => one.name === name) ? SAME_NAME : ok(has)
}

const TOO_MANY = conflict(
  'too_many_passkeys',
  `You have ${MOST_PASSKEYS} passkeys, which is as many as there can be. Remove one first.`,
)
const SAME_NAME = invalid([{ pointer: '/name', detail: 'is what another of your passkeys is called' }])

/**
 * May somebody add a passkey of this name? Asks for the password, as for everything that one signs in with: whoever signs in
 * at the identity provider alone has none, so that an account that ends there opens nothing here. Returns the account, and
 * what it has already.
 */
export async function askForPasskey(
  ctx: ActionContext,
  personId: string,
  { name, own }: { name: string; own: string },
): Promise<Result<{ person: Row<'people'>; has: Row<'passkeys'>[] }>> {
  const checked = await checkOwnPassword(ctx, personId, { password: own, pointer: '/own' })
  if (!checked.ok) return checked
  const may = await mayAddPasskey(ctx.db, personId, name)
  return may.ok ? ok({ person: checked.value, has: may.value }) : may
}
