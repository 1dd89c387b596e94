import type { Instant } from '../../../server/domain/vocabulary.ts'
import type { ConsoleFrame } from './frame.ts'

/** What is asked of the audit trail, as it was typed, by the names of the fields: one named `action` would hide its form's. */
export interface AuditAsked {
  actor: string
  act: string
  object: string
  from: string
  to: string
}

export interface AuditEntry {
  id: number
  at: Instant
  actor: string
  action: string
  object: string
  /** What the object is called today, and its page at the desk; null where there is none. */
  name: string | null
  href: string | null
  detail: unknown
  hash: string
}

/** What a check of the chain found. */
export interface CheckedChain {
  entries: number
  firstAt: Instant | null
  /** The first entry that is wrong or missing, and when it was made if it is there. */
  broken: { id: number; at: Instant | null; href: string } | null
  /** The first entry under the secret key, where there are others before it. */
  keyedFrom: number | null
  formerKeys: { from: number; to: number } | null
  at: Instant
  /** In milliseconds. */
  took: number
}

export interface AuditView extends ConsoleFrame<'audit'> {
  asked: AuditAsked
  isFiltered: boolean
  /** Everybody who ever acted. */
  actors: readonly string[]
  /** Null where what was asked could not be read. */
  entries: AuditEntry[] | null
  isFirst: boolean
  /** This page, its list from the newest on; where the next older entries are, null at the end; and the file. */
  path: string
  older: string | null
  file: string
  /** Null until it is asked for. */
  checked: CheckedChain | null
}
