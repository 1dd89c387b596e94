import { waitingCases } from '../../db/incident/follow-ups.ts'
import { platformsOf } from '../../db/incident/impacts.ts'
import { unreportedCases } from '../../db/incident/postmortems.ts'
import { timelinesOf } from '../../db/incident/promises.ts'
import { openIncidents } from '../../db/incident/public.ts'
import { loadCurrentMaintenances } from '../../db/maintenance/load.ts'
import type { Reader } from '../../db/schema/index.ts'
import { unansweredCases, unkept } from '../domain/incident/worklist.ts'
import { byDueTime, type Owed } from '../domain/ladder/owed.ts'
import { owedTo } from '../domain/maintenance/worklist.ts'
import type { Plan } from '../domain/plan/plan.ts'
import { ledgerOf } from '../domain/promise/ledger.ts'
import type { Instant } from '../domain/vocabulary.ts'

/**
 * Everything that the desk owes at `now`, whether it is due yet or not, by due time: what the ladder, the worklist and
 * the gauges go by. Drills promise nobody anything.
 */
export async function readOwed(db: Reader, plan: Plan, now: Instant): Promise<Owed[]> {
  return [...(await owedByIncidents(db, plan, now)), ...(await owedByMaintenances(db, plan, now))].sort(byDueTime)
}

async function owedByIncidents(db: Reader, plan: Plan, now: Instant): Promise<Owed[]> {
  const cases = [...(await openIncidents(db)), ...(await unreportedCases(db))]
  const ids = cases.map(({ id }) => id)
  const priorities = new Map(cases.map(({ id, priority }) => [id, priority]))
  if (ids.length === 0) return []
  const platforms = await platformsOf(db, ids)
  const entries = (await timelinesOf(db, ids)).flatMap((timeline) => ledgerOf(timeline, now))
  return [
    ...unkept(entries, priorities, platforms, now, plan.dueSoon),
    ...unansweredCases(await waitingCases(db), platforms, now, plan),
  ]
}

async function owedByMaintenances(db: Reader, plan: Plan, now: Instant): Promise<Owed[]> {
  const current = await loadCurrentMaintenances(db, now)
  return current.flatMap(({ maintenance, notices }) => owedTo(maintenance, notices, now, plan.dueSoon))
}
