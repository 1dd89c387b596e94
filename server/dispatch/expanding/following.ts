import type { Follower } from '../../../db/delivery/expansion.ts'
import type { Following } from '../../domain/subscription/audience.ts'
import type { Kind, Scope } from '../../domain/vocabulary.ts'

/** A follower was read because it wants this kind. */
export function followingOf(
  { subscriber_id, scope_type, scope_id }: Pick<Follower, 'subscriber_id' | 'scope_type' | 'scope_id'>,
  kind: Kind,
): Following {
  const scope: Scope = scope_type === 'all' ? { type: 'all' } : { type: scope_type, id: scope_id }
  return { subscriberId: subscriber_id, scope, kinds: [kind] }
}
