import type { Plan } from './plan.ts'

/** The plan while the demonstration is shown: it promises what an operator has to choose to promise. */
export function demonstrationPlan(plan: Plan): Plan {
  return { ...plan, postmortem: plan.postmortem ?? { businessDays: 5 } }
}
