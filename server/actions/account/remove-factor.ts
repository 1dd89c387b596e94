import { conflict, type Result } from '../../domain/refusal.ts'
import { needsSecondFactor } from '../../domain/staff/second-factor.ts'
import type { ActionContext } from '../context.ts'
import { changeOwn } from './change-own.ts'
import { checkOwnPassword } from './check-own-password.ts'
import { NO_FACTOR, type Own, type Renewed } from './input.ts'

/**
 * Removes one's own second factor; asks for the password. All other sessions end. Refuses `second_factor_required` where
 * the role needs one.
 */
export async function removeFactor(ctx: ActionContext, own: Own, password: string): Promise<Result<Renewed>> {
  const checked = await checkOwnPassword(ctx, own.personId, { password, pointer: '/own' })
  if (!checked.ok) return checked
  // By whatever way somebody is here: with the password they come in by that alone.
  const { role, demo } = checked.value
  if (needsSecondFactor(ctx.plan.signIn, { role, way: 'password', demo: demo === 1 }))
    return conflict('second_factor_required', NEEDED)
  return changeOwn(ctx, own, checked.value, { action: 'person.remove_factor', change: NO_FACTOR })
}

const NEEDED = 'Your role needs a second factor. Set it up anew in place of removing it.'
