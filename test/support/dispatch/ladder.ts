import type { Team } from '../../../server/domain/ladder/duty.ts'
import { DEFAULT_PLAN, type Plan } from '../../../server/domain/plan/plan.ts'

export const [DESK, LEAD] = ['desk@northline.example', 'lead@northline.example'] as const
export const [MANAGER, DEPUTY] = ['manager@northline.example', 'deputy@northline.example'] as const
export const [VICE, CHIEF] = ['vice@northline.example', 'chief@northline.example'] as const

/** The two addresses of the configuration file alone. */
export const STAFF: Plan = { ...DEFAULT_PLAN, staff: { leads: [LEAD], desk: [DESK] } }

/** One person who fills a role at all hours. */
export const team = (role: string, email: string, more: Partial<Team> = {}): Team => ({
  ...{ role, title: null, people: [{ name: role, email, away: [] }], standIns: [] },
  ...{ families: [], hours: 'always', onHolidays: 'open', ...more },
})

/** Every rung is filled; the support manager has a stand-in. */
export const FULL: Plan = {
  ...STAFF,
  teams: [
    team('support manager', MANAGER, { standIns: [{ name: 'The deputy', email: DEPUTY, away: [] }] }),
    team('vice-president', VICE),
    team('chief executive', CHIEF),
  ],
}
