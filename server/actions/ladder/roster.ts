import { lastUpdate } from '../../../db/incident/updates.ts'
import { listPlatforms } from '../../../db/platform/platforms.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { findPersonByName } from '../../../db/staff/people.ts'
import { lastActor } from '../../../db/system/audit.ts'
import { type OnDuty, onDuty, type Roster } from '../../domain/ladder/duty.ts'
import { AUTHOR } from '../../domain/ladder/ladder.ts'
import type { Owed, OwedObject } from '../../domain/ladder/owed.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { actorOf } from '../../domain/staff/person.ts'
import type { ActionContext } from '../context.ts'

/** Who is on duty for some roles of a promise's ladder, and which roles nobody fills now. */
export async function recipientsOf(
  db: Reader,
  { plan, now }: Pick<ActionContext, 'plan' | 'now'>,
  owed: Owed,
  roles: readonly string[],
): Promise<OnDuty> {
  const author = roles.includes(AUTHOR) ? await readAuthor(db, owed.object) : null
  return onDuty({ ...rosterOf(plan), author }, roles, await familiesOf(db, owed), now)
}

export function rosterOf({ teams, staff, zone, holidays }: Plan): Roster {
  return { teams, staff, zone, holidays }
}

/** The groups of the platforms that are concerned, archived ones too. */
export async function familiesOf(db: Reader, { platforms }: Pick<Owed, 'platforms'>): Promise<string[]> {
  const rows = await listPlatforms(db, { archived: true })
  return [...new Set(rows.filter(({ id }) => platforms.includes(id)).map((row) => row.group_name))]
}

/**
 * Whoever posted last about an incident, or changed a window last, and signed in at the desk to do so: the author of what
 * is owed. Null where it was a token, the command line or the clock, which have no address, or where the account is
 * disabled.
 */
export async function readAuthor(
  db: Reader,
  { type, id }: Pick<OwedObject, 'type' | 'id'>,
): Promise<{ name: string; email: string } | null> {
  const actor = type === 'incident' ? (await lastUpdate(db, id)).author : await lastActor(db, `${type}/${id}`, type)
  const prefix = actorOf({ name: '' })
  if (!actor?.startsWith(prefix)) return null
  const person = await findPersonByName(db, actor.slice(prefix.length))
  return person && person.disabled_at === null ? { name: person.name, email: person.email } : null
}
