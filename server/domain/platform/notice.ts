import type { Instant } from '../vocabulary.ts'

/** What followers of a platform are told when it is archived. The notice of a `platform.archived` event. */
export interface ArchivedNotice {
  platformId: string
  name: string
  at: Instant
}
