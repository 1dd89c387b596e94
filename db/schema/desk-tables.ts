import type { Instant, Phase } from '../../server/domain/vocabulary.ts'
import type { Bit, Json } from './types.ts'

/** A text that the desk has ready for an update. */
export interface TemplateTable {
  id: string
  name: string
  phase: Phase
  /** `string[]`: ids of the platforms that it is about; empty: any. */
  platforms: Json
  title: string | null
  /** Markdown with placeholders. */
  body: string
  demo: Bit
  created_at: Instant
  updated_at: Instant
}
