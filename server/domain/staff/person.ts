import type { Instant, Role } from '../vocabulary.ts'

/** Somebody who works at the desk, as others see them. */
export interface Person {
  id: string
  email: string
  name: string
  role: Role
  /** Has set a password, so that the account can be used. */
  isReady: boolean
  hasSecondFactor: boolean
  /** Comes in by password while the identity provider is down. */
  isBreakGlass: boolean
  disabledAt: Instant | null
}

/** The name by which the audit trail, the board and the page name a person: "staff/Dana Reyes". */
export function actorOf({ name }: Pick<Person, 'name'>): string {
  return `staff/${name}`
}
