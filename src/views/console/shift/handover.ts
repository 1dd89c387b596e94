import type { HandedOver } from '../../../../server/domain/handover.ts'
import type { Instant } from '../../../../server/domain/vocabulary.ts'
import type { ConsoleFrame } from '../frame.ts'

/** What a shift hands over, and what was handed over before. */
export interface HandoverView extends ConsoleFrame<'shift/handover'> {
  once: string
  note: string
  /** As it is now. */
  now: HandedOver
  past: HandedOverView[]
  /** Only the newest are on the first page. */
  isFirst: boolean
  older: string | null
}

export interface HandedOverView {
  id: string
  author: string
  isMine: boolean
  at: Instant
  note: string | null
  items: HandedOver
  acknowledgedBy: string | null
  acknowledgedAt: Instant | null
}
