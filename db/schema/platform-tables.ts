import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Bit } from './types.ts'

export interface PlatformTable {
  id: string
  name: string
  group_name: string
  /** What identifies its group for readers of Statuspage's format; null: the group's name does. */
  group_id: string | null
  description: string | null
  position: number
  archived: Bit
  demo: Bit
  created_at: Instant
  updated_at: Instant
  /** When its state last changed, by incidents or maintenance; null: never. */
  state_changed_at: Instant | null
}
