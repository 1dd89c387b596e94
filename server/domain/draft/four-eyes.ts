import type { Plan } from '../plan/plan.ts'
import { conflict, ok, type Result, refuse } from '../refusal.ts'
import { actor, says } from '../said.ts'
import { type Instant, MINUTE, type Priority } from '../vocabulary.ts'

/** Nothing waits against the hour: so long before its promise is due, a text goes out on its author's word. */
const GOES_BEFORE = 5 * MINUTE

/** When a text that waits goes out by itself; null: nothing is promised, so that it waits for as long as it takes. */
export function goesAt(dueAt: Instant | null): Instant | null {
  return dueAt === null ? null : dueAt - GOES_BEFORE
}

/** What is to be posted, as far as it decides whether somebody else has to see it first. */
interface ToBeSeen {
  priority: Priority
  /** Nobody outside sees an exercise. */
  drill: boolean
  /** When the promise is due that it keeps. */
  dueAt: Instant | null
}

/**
 * Whether a text waits for a second person: `no`; `no_time`: it would, but its hour has come, and it goes out at once.
 * Programs have no colleague beside them: what comes with a token waits only where the plan says so.
 */
export function secondPair(
  { priority, drill, dueAt }: ToBeSeen,
  author: string,
  { plan, now }: { plan: Pick<Plan, 'fourEyes' | 'fourEyesForTokens'>; now: Instant },
): 'waits' | 'no_time' | 'no' {
  const isAsked = plan.fourEyes.includes(priority) && (plan.fourEyesForTokens || !author.startsWith('token/'))
  if (!isAsked || drill) return 'no'
  return (goesAt(dueAt) ?? Number.POSITIVE_INFINITY) <= now ? 'no_time' : 'waits'
}

/** Who wrote or acts: people and tokens by their id, whatever they are called by now. */
export interface Someone {
  name: string
  id?: string | null | undefined
}

export function isSame(one: Someone, other: Someone): boolean {
  return one.id != null && other.id != null ? one.id === other.id : one.name === other.name
}

type State = 'kept' | 'waiting' | 'returned'

/** Somebody else than the author posts what waits; what was returned is changed first. */
export function mayPublish({ state, author }: { state: State; author: Someone }, by: Someone): Result<null> {
  if (state === 'returned') {
    return conflict('draft_returned', 'This was returned. Its author changes it, and submits it again.')
  }
  if (state === 'kept' || !isSame(author, by)) return ok(null)
  const detail =
    'You wrote this: somebody else publishes it. If nobody gets to it, it goes out by itself before it is due.'
  return refuse({ kind: 'forbidden', code: 'own_draft', detail })
}

/** Somebody else than the author returns what waits; the author takes it back by discarding or changing it. */
export function mayReturn({ state, author }: { state: State; author: Someone }, by: Someone): Result<null> {
  if (state === 'returned') return conflict('draft_returned', 'This was returned already.')
  if (!isSame(author, by)) return ok(null)
  const detail = 'You wrote this: change it, or discard it.'
  return refuse({ kind: 'forbidden', code: 'own_draft', detail })
}

/** Only its author changes what was submitted: whoever else did would have to be seen by a second person in turn. */
export function mayChange(author: Someone, by: Someone): Result<null> {
  if (isSame(author, by)) return ok(null)
  const said = says`Only ${actor(author.name)} changes this text. Return it, and say what to change.`
  return refuse({ kind: 'forbidden', code: 'draft_author', ...said })
}
