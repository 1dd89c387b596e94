import type { ToldPurpose } from '../contact/contact.ts'
import type { Kind, Scope } from '../vocabulary.ts'

/**
 * Why somebody is notified of an event: the narrowest thing they follow, or that organisations named them. Stored with
 * the delivery, shown in the mail.
 */
export type Because = Scope | NamedBecause

/** Organisations named somebody to be told of this. */
export interface NamedBecause {
  type: 'contact'
  purpose: ToldPurpose
  /** The first few, and the entries with which they did. */
  named: readonly { organisation: string; contactId: string; linkGeneration: number }[]
  /** How many more did. */
  more: number
  /** Is it nobody's primary contact? */
  backup: boolean
  /** The narrowest thing by which they follow it as well; null: they follow nothing of it. */
  follows: Scope | null
}

/** The narrowest thing that somebody follows of what they are told; null: they are told as contacts alone. */
export function followedIn(because: Because): Scope | null {
  return because.type === 'contact' ? because.follows : because
}

/** The parts of an event that decide its audience. */
export interface Subject {
  kind: Kind
  incidentId: string | null
  /** Every platform that the incident has affected, also those that work again. */
  platforms: readonly string[]
  /** The contacts it is promised to: of what purpose, and the incident or window it is about. Absent: to none. */
  promised?: { purpose: ToldPurpose; id: string }
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
export function audience(subject: Subject, followings: Iterable<Following>): Map<string, Scope> {
  const heard = new Map<string, Scope>()
  for (const following of followings) {
    if (!follows(subject, following)) continue
    const known = heard.get(following.subscriberId)
    if (!known || NARROWNESS[following.scope.type] < NARROWNESS[known.type]) {
      heard.set(following.subscriberId, following.scope)
    }
  }
  return heard
}
