import type { Refusal } from './refusal.ts'
import { can } from './staff/can.ts'
import type { Instant, Role } from './vocabulary.ts'

/** One entry of the audit trail with its place in the hash chain, so that an export can be verified later. */
export interface AuditLine {
  id: number
  at: Instant
  actor: string
  action: string
  object: string
  detail: unknown
  previousHash: string
  hash: string
}

/** The audit trail names people, so only leads and above may read it. */
export function mayNotReadAudit(role: Role): Refusal | null {
  if (can({ role }, 'audit.read')) return null
  return { kind: 'forbidden', code: 'audit_role', detail: 'Only lead and above may read the audit trail.' }
}
