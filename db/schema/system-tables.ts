import type { Instant, Role } from '../../server/domain/vocabulary.ts'
import type { Json } from './types.ts'

export interface AuditTable {
  id: number
  at: Instant
  actor: string
  action: string
  object: string
  detail: Json
  previous_hash: string
  hash: string
}

export interface TokenTable {
  id: string
  name: string
  role: Role
  /** SHA-256 of the secret, hex. */
  hash: string
  created_at: Instant
  last_used_at: Instant | null
  revoked_at: Instant | null
  /** From when on it is refused; null: never. */
  expires_at: Instant | null
}

export interface IdempotencyTable {
  token_id: string
  key: string
  /** SHA-256 of method, path and body. */
  fingerprint: string
  status: number | null
  response: Json | null
  created_at: Instant
}

/** Facts about the installation: VAPID keys, the secret that signs links, whether the content is a demonstration. */
export interface SettingTable {
  name: string
  value: string
}

/** How much of a limit somebody has taken, while that is anything at all. */
export interface AllowanceTable {
  /** A hash of whose allowance of what it is: nobody needs to read the address. */
  key: string
  /** When all of it is there again. */
  whole_at: Instant
}
