import type { Day, PastDays } from '../../server/domain/platform/uptime.ts'
import type { PlatformState } from '../../server/domain/vocabulary.ts'

export interface PlatformRef {
  id: string
  name: string
  url: string
}

/** A day of a platform on which it did not simply work. */
export interface TroubledDay extends Day {
  /** The worst of the day. */
  state: PlatformState
  /** How much of the day it was in that state, ms; null while that goes on. */
  lasted: number | null
  /** The incidents and windows that were the cause, as far as they are known here. */
  causes: { url: string; title: string; titleLang?: string | undefined }[]
}

/** How a platform fared on its days of a month. */
export interface PlatformMonth extends PlatformRef, PastDays {
  days: Day[]
}
