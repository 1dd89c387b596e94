import type { OwedView } from '../../../../src/views.ts'
import { recipientsOf } from '../../../actions/ladder/roster.ts'
import type { Owed } from '../../../domain/ladder/owed.ts'
import { rungsToLeaveOut } from '../../../domain/ladder/put-off.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import type { AppDeps } from '../../deps.ts'

/**
 * Whom putting off leaves out: who would be told before the due time, as they are on duty at that moment. `done` is
 * `Rung.after` of what was told or skipped. A step that nobody would be told of leaves nobody out.
 */
export async function leftOut(
  { db, plan }: Pick<AppDeps, 'db' | 'plan'>,
  owed: Owed,
  done: readonly number[],
  now: Instant,
): Promise<OwedView['leavesOut']> {
  const steps = await Promise.all(
    rungsToLeaveOut(owed, plan.ladder, done, now).map(async ({ at, roles }) => {
      const { recipients } = await recipientsOf(db, { plan, now: at }, owed, roles)
      return {
        at,
        people: recipients.map(({ name, role, standsFor }) => ({ name, role, ...(standsFor && { standsFor }) })),
      }
    }),
  )
  return steps.filter(({ people }) => people.length > 0)
}
