import type { Trx } from '../../../db/schema/index.ts'
import { findPerson } from '../../../db/staff/people.ts'
import { findToken } from '../../../db/staff/tokens.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { role, says } from '../../domain/said.ts'
import { type Ability, can, roleFor } from '../../domain/staff/can.ts'
import type { ActionContext } from '../context.ts'

/**
 * May whoever acts still do this? Asked within the transaction, of what gives others access: between the call's being let
 * in and this, the role may have been lowered, the account disabled or the token revoked. Refuses with `role_required`.
 */
export async function stillMay(trx: Trx, { actor }: ActionContext, ability: Ability): Promise<Result<null>> {
  const { id } = actor
  if (id === undefined) return ok(null)
  const person = await findPerson(trx, id)
  const now = person ? person.disabled_at === null && person : await findToken(trx, id)
  if (now && can(now, ability)) return ok(null)
  const said = says`This takes the role ${role(roleFor(ability))}, and you no longer have it.`
  return refuse({ kind: 'forbidden', code: 'role_required', ...said })
}
