import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Bit } from './types.ts'

export interface PlatformTable {
  id: string
  name: string
  group_name: string
  description: string | null
  position: number
  archived: Bit
  demo: Bit
  created_at: Instant
  updated_at: Instant
}
