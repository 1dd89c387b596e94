import type { Result } from '../../domain/refusal.ts'
import { hashPassword } from '../../lib/secret/passwords.ts'
import type { ActionContext } from '../context.ts'
import { changeOwn } from './change-own.ts'
import { checkOwnPassword } from './check-own-password.ts'
import type { Own, Renewed } from './input.ts'
import { refuseGuessable } from './refuse-guessable.ts'

/** Changes one's own password; asks for the old one, and refuses a new one that is easy to guess. All other sessions end. */
export async function changeOwnPassword(
  ctx: ActionContext,
  own: Own,
  { old, password }: { old: string; password: string },
): Promise<Result<Renewed>> {
  const checked = await checkOwnPassword(ctx, own.personId, { password: old, pointer: '/old' })
  if (!checked.ok) return checked
  const refused = await refuseGuessable(password, checked.value)
  if (refused) return refused
  const change = { password: await hashPassword(password) }
  return changeOwn(ctx, own, checked.value, { action: 'person.set_password', change })
}
