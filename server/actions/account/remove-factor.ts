import type { Result } from '../../domain/refusal.ts'
import type { ActionContext } from '../context.ts'
import { changeOwn } from './change-own.ts'
import { checkOwnPassword } from './check-own-password.ts'
import { NO_FACTOR, type Own, type Renewed } from './input.ts'

/** Removes one's own second factor; asks for the password. All other sessions end. */
export async function removeFactor(ctx: ActionContext, own: Own, password: string): Promise<Result<Renewed>> {
  const checked = await checkOwnPassword(ctx, own.personId, { password, pointer: '/own' })
  if (!checked.ok) return checked
  return changeOwn(ctx, own, checked.value, { action: 'person.remove_factor', change: NO_FACTOR })
}
