import type { Instant, Scope } from '../vocabulary.ts'

/** What followers of a platform are told when it is archived. The notice of a `platform.archived` event. */
export interface ArchivedNotice {
  platformId: string
  name: string
  at: Instant
}

/** By what scopes somebody follows a platform, and is told that it is archived; the narrowest first. */
export function scopesOf(platformId: string): [Scope, Scope] {
  return [{ type: 'platform', id: platformId }, { type: 'all' }]
}
