import type { Reader } from '../../../db/schema/index.ts'
import { OWED_KINDS, type Owed } from '../../domain/ladder/owed.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import type { Measures, Sample } from '../../lib/metrics/catalogue.ts'
import { readOwed } from '../../queries/owed.ts'

/** How much is owed to the public, by kind; a kind of which nothing is owed counts 0. */
export async function promiseMeasures(db: Reader, plan: Plan, now: Instant): Promise<Measures> {
  const owed = await readOwed(db, plan, now)
  return {
    promises_open: byKind(owed),
    promises_due_soon: byKind(owed.filter(({ standing }) => standing === 'due_soon')),
    promises_overdue: byKind(owed.filter(({ standing }) => standing === 'overdue')),
  }
}

function byKind(owed: readonly Owed[]): Sample[] {
  return OWED_KINDS.map((kind) => ({ labels: { kind }, value: owed.filter((one) => one.kind === kind).length }))
}
