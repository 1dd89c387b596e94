import type { Plan } from '../plan/plan.ts'
import { type Role, roleCovers } from '../vocabulary.ts'

/** What staff do, by noun and verb, and the lowest role that may. What is not here, nobody may (DESIGN 4.4, 4.5). */
const NEEDS = {
  'board.read': 'agent',
  'worklist.read': 'agent',
  'incident.open': 'agent',
  'incident.update': 'agent',
  'incident.correct': 'agent',
  'incident.change': 'agent',
  'incident.reopen': 'agent',
  'incident.report': 'agent',
  'incident.note': 'agent',
  'incident.times': 'lead',
  'drill.read': 'agent',
  'handover.read': 'agent',
  'handover.write': 'agent',
  'promise.acknowledge': 'agent',
  'delivery.read': 'agent',
  'delivery.retry': 'agent',
  /** Who follows what; addresses are partly hidden, unless `subscriber.read` is theirs. */
  'subscriber.list': 'agent',
  'subscriber.change': 'agent',
  'subscriber.erase': 'lead',
  /** The addresses of those who follow, whole, and all that is kept about one of them. */
  'subscriber.read': 'admin',
  'maintenance.plan': 'agent',
  'maintenance.change': 'agent',
  'maintenance.update': 'agent',
  'maintenance.cancel': 'agent',
  'template.read': 'agent',
  'template.change': 'lead',
  'contact.read': 'agent',
  'contact.call': 'agent',
  'contact.change': 'lead',
  'platform.change': 'admin',
  'programme.change': 'admin',
  'audit.read': 'lead',
  'mail.read': 'admin',
  'metrics.read': 'admin',
  'person.change': 'admin',
  'token.change': 'admin',
  /** Their own password, second factor and sessions. */
  'self.change': 'reporter',
  /** Set up a second factor, and sign out: all that goes while one is owed. */
  'self.secure': 'reporter',
  /** Calls without the limits that protect everybody else. */
  'limit.write': 'reporter',
  'limit.any': 'admin',
} as const satisfies Record<string, Role>

/** Those that the plan decides: who designates a P1G (DESIGN 2.1). */
const OF_PLAN = { 'incident.designate': ({ p1gRole }: Pick<Plan, 'p1gRole'>) => p1gRole }

export type Ability = keyof typeof NEEDS

interface Actor {
  role: Role
}

/** May somebody of this role do this? What the plan decides is asked with the plan. */
export function can(actor: Actor, ability: Ability): boolean
export function can(actor: Actor, ability: keyof typeof OF_PLAN, plan: Pick<Plan, 'p1gRole'>): boolean
export function can({ role }: Actor, ability: Ability | keyof typeof OF_PLAN, plan?: Pick<Plan, 'p1gRole'>): boolean {
  if (ability !== 'incident.designate') return roleCovers(role, NEEDS[ability])
  return plan !== undefined && roleCovers(role, OF_PLAN[ability](plan))
}

/** The lowest role that may do this. */
export function roleFor(ability: Ability): Role {
  return NEEDS[ability]
}
