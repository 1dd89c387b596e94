import { DEFAULT_PLAN, type Plan } from '../../../server/domain/plan/plan.ts'

/** Of an operator who promises a report on the cause of each P1G within five business days. */
export const REPORTING_PLAN: Plan = { ...DEFAULT_PLAN, postmortem: { businessDays: 5 } }
