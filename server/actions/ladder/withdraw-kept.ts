import type { Trx } from '../../../db/schema/index.ts'
import { waitingRungs, withdrawMessages } from '../../../db/staff/rungs.ts'
import { staffLane } from '../../channels/kind.ts'
import { STAFF_KIND } from '../../channels/kinds.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { readOwed } from '../../queries/owed.ts'

export const LANE = staffLane(STAFF_KIND)

/**
 * Withdraws the messages of the ladder that ask for what has been done, as far as nobody has begun to send them. It runs
 * in the transaction of whatever did it, and costs one look along an index while none of them waits.
 */
export async function withdrawKept(trx: Trx, { plan, now }: { plan: Plan; now: Instant }): Promise<void> {
  const waiting = await waitingRungs(trx, LANE)
  if (waiting.length === 0) return
  const owed = new Set((await readOwed(trx, plan, now)).map(({ id }) => id))
  const kept = waiting.filter(({ promiseId }) => !owed.has(promiseId)).map(({ eventId }) => eventId)
  await withdrawMessages(trx, kept, 'what was owed has been done', now)
}
