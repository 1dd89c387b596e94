import { type Role, roleCovers } from '../vocabulary.ts'

/** What staff do, by noun and verb, and the lowest role that may. Whatever is not here, nobody may (DESIGN 4.4, 4.5). */
const NEEDS = {
  'board.read': 'agent',
  'worklist.read': 'agent',
  'incident.open': 'agent',
  'incident.update': 'agent',
  'incident.correct': 'agent',
  'incident.change': 'agent',
  'incident.reopen': 'agent',
  'incident.report': 'agent',
  'incident.times': 'lead',
  'promise.acknowledge': 'agent',
  'delivery.read': 'agent',
  'maintenance.plan': 'agent',
  'maintenance.change': 'agent',
  'maintenance.update': 'agent',
  'maintenance.cancel': 'agent',
  'template.read': 'agent',
  'template.change': 'lead',
  'platform.change': 'admin',
  'programme.change': 'admin',
  'subscriber.bypass': 'admin',
  'audit.read': 'lead',
  'mail.read': 'admin',
  'metrics.read': 'admin',
  'person.change': 'admin',
  'token.change': 'admin',
  /** One's own password, second factor and sessions. */
  'self.change': 'reporter',
} as const satisfies Record<string, Role>

export type Ability = keyof typeof NEEDS | 'incident.designate'
export const ABILITIES: readonly Ability[] = [...(Object.keys(NEEDS) as (keyof typeof NEEDS)[]), 'incident.designate']

/** The lowest role that may do this; who designates a P1G, the plan says. */
export function roleFor(ability: Ability, plan: { p1gRole: Role }): Role {
  return ability === 'incident.designate' ? plan.p1gRole : NEEDS[ability]
}

/** May somebody of this role do this? */
export function can(actor: { role: Role }, ability: Ability, plan: { p1gRole: Role }): boolean {
  return roleCovers(actor.role, roleFor(ability, plan))
}
