import type { DraftKind } from '../../server/domain/draft/draft.ts'
import type { Instant, Phase, Role } from '../../server/domain/vocabulary.ts'
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

/** What somebody is writing and is not public; once it has ended, for a while what became of it, without its text. */
export interface DraftTable {
  id: string
  source: 'person' | 'alert' | 'vendor'
  /** Who began it, and who saved it last. */
  author: string
  saved_by: string
  kind: DraftKind
  /** What it is about, then what it became; neither: something new. */
  incident_id: string | null
  maintenance_id: string | null
  /** `DraftFields`: the form as typed. */
  fields: Json
  /** The sequence number of the newest update that the writer has seen; 0: none. */
  base: number
  /** 1, 2, 3 … with every save that changes it. */
  revision: number
  state: 'open' | 'posted' | 'discarded'
  /** The id of the update or the report that it became, if it became one. */
  became: string | null
  created_at: Instant
  updated_at: Instant
  ended_at: Instant | null
}

/** A draft that is ready to be posted, as it will be; it ends with its draft. */
export interface SubmissionTable {
  draft_id: string
  /** `Composed`: what is done when it goes out. */
  command: Json
  /** Of the person or the token that wrote it; a terminal has none. */
  author_id: string | null
  author_role: Role
  /** `kept`: anybody may post it; `waiting`: somebody else has to; `returned`: its author has to change it. */
  state: 'kept' | 'waiting' | 'returned'
  submitted_at: Instant
  returned_by: string | null
  returned_at: Instant | null
  reason: string | null
}

/** What was open, owed and promised at a change of shift. Only its acknowledgement is ever added. */
export interface HandoverTable {
  id: string
  author: string
  author_id: string | null
  note: string | null
  /** `HandedOver`: as it was then. */
  items: Json
  demo: Bit
  created_at: Instant
  acknowledged_by: string | null
  acknowledged_at: Instant | null
}
