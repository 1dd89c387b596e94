import { listPlatforms } from '../../../db/platform/platforms.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { type OnDuty, onDuty, type Roster } from '../../domain/ladder/duty.ts'
import type { Owed } from '../../domain/ladder/owed.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import type { ActionContext } from '../context.ts'

/** Who is on duty for some roles of a promise's ladder, and which roles nobody fills now. */
export async function recipientsOf(
  db: Reader,
  { plan, now }: Pick<ActionContext, 'plan' | 'now'>,
  owed: Owed,
  roles: readonly string[],
): Promise<OnDuty> {
  return onDuty(rosterOf(plan), roles, await familiesOf(db, owed), now)
}

export function rosterOf({ teams, staff, zone, holidays }: Plan): Roster {
  return { teams, staff, zone, holidays }
}

/** The groups of the platforms that are concerned, archived ones too. */
export async function familiesOf(db: Reader, { platforms }: Pick<Owed, 'platforms'>): Promise<string[]> {
  const rows = await listPlatforms(db, { archived: true })
  return [...new Set(rows.filter(({ id }) => platforms.includes(id)).map((row) => row.group_name))]
}
