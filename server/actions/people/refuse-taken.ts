import type { Reader } from '../../../db/schema/index.ts'
import { listPeople } from '../../../db/staff/people.ts'
import { invalid } from '../../domain/refusal.ts'
import { readAlike } from '../../lib/text.ts'

/**
 * Refuses an address or a name that another account has, or that reads like it, disabled ones too: the audit trail names
 * people by their names. Null if both are free.
 */
export async function refuseTaken(
  db: Reader,
  { id, email, name }: { id?: string; email?: string; name?: string },
): Promise<ReturnType<typeof invalid> | null> {
  const others = (await listPeople(db)).filter((other) => other.id !== id)
  if (email !== undefined && others.some((other) => other.email === email)) {
    return invalid([{ pointer: '/email', detail: 'belongs to another account' }])
  }
  if (name !== undefined && others.some((other) => readAlike(other.name, name))) {
    return invalid([{ pointer: '/name', detail: 'is the name of another account: choose one that tells you apart' }])
  }
  return null
}
