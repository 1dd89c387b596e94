import type { Day } from '../../server/domain/platform/uptime.ts'
import type { Instant, PlatformState } from '../../server/domain/vocabulary.ts'

export interface PlatformRef {
  id: string
  name: string
  url: string
}

/** How a platform fared on its days of a month. */
export interface PlatformMonth extends PlatformRef {
  days: Day[]
  /** Worst state of each day. */
  history: PlatformState[]
  /** Over those days, in hundredths of a percent. */
  uptime: number
  /** Where it was not on record all month: from when on, and until when. */
  from: Instant | null
  until: Instant | null
}
