import type { Row, Trx } from '../../../db/schema/index.ts'
import { countReady } from '../../../db/staff/people.ts'
import { conflict } from '../../domain/refusal.ts'
import { actorOf } from '../../domain/staff/person.ts'
import type { ActionContext } from '../context.ts'
import type { PersonChange } from './input.ts'

/** Refuses what would leave nobody to administer, and what nobody does to the own account. Null if there is nothing against it. */
export async function refuseLockout(
  trx: Trx,
  { actor }: ActionContext,
  person: Row<'people'>,
  { role, disabled, reset }: PersonChange,
): Promise<ReturnType<typeof conflict> | null> {
  const isOther = role !== undefined && role !== person.role
  const loses = disabled === true || isOther
  if (actor.name === actorOf(person) && (loses || reset)) {
    const detail = 'Nobody changes the own role, or disables or resets the own account. Ask another administrator.'
    return conflict('own_account', detail)
  }
  if (person.demo === 1 && (isOther || reset)) {
    return conflict('demo_account', 'This account is part of the demonstration, and goes with it. Invite a real one.')
  }
  const isAdmin = person.role === 'admin' && person.disabled_at === null && person.password !== null
  if (loses && isAdmin && (await countReady(trx, 'admin')) === 1) {
    return conflict('last_admin', 'This is the last administrator who can sign in. Make another one first.')
  }
  return null
}
