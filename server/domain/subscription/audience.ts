import type { Kind, Scope } from '../vocabulary.ts'

/** Why somebody is notified of an event: the narrowest thing they follow. Stored with the delivery, shown in the mail. */
export type Because = Scope

/** The parts of an event that decide its audience. */
export interface Subject {
  kind: Kind
  incidentId: string | null
  /** Every platform that the incident has affected, also those that work again. */
  platforms: readonly string[]
}

export interface Following {
  subscriberId: string
  scope: Scope
  kinds: readonly Kind[]
}

/** Does this subscription include the subject? */
export function follows(subject: Subject, following: Following): boolean {
  if (!following.kinds.includes(subject.kind)) return false
  const { scope } = following
  if (scope.type === 'all') return true
  return scope.type === 'incident' ? scope.id === subject.incidentId : subject.platforms.includes(scope.id)
}

const NARROWNESS = { incident: 0, platform: 1, all: 2 } as const

/** The audience of a subject: each subscriber once, with the narrowest of their reasons. */
export function audience(subject: Subject, followings: Iterable<Following>): Map<string, Because> {
  const heard = new Map<string, Because>()
  for (const following of followings) {
    if (!follows(subject, following)) continue
    const known = heard.get(following.subscriberId)
    if (!known || NARROWNESS[following.scope.type] < NARROWNESS[known.type]) {
      heard.set(following.subscriberId, following.scope)
    }
  }
  return heard
}
