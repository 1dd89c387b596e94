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

/** Which entries of the audit trail are meant; what is left out is not asked for. */
export interface AuditFilter {
  /** `token/desk`, `staff/Ada Quill` */
  actor?: string
  /** One act, `incident.open`, or all about a noun, `incident`. */
  action?: string
  /** Any of these: `incident/k3j…`. */
  objects?: readonly string[]
  from?: Instant
  /** Excluded. */
  until?: Instant
}

/** What entries are about, as long as it has an id of its own. */
export const AUDITED = [
  ...['incident', 'maintenance', 'update', 'platform', 'organisation', 'contact', 'person', 'token'],
  ...['template', 'programme', 'subscriber', 'event', 'draft'],
]

/**
 * The objects that somebody means who types `incident/k3j…`, an id alone, or pastes the address of a page of the desk;
 * null if that is none of them.
 */
export function objectsMeant(text: string): string[] | null {
  if (/^[a-z]+\/[\w-]{1,80}$/.test(text) || text === 'subscribers') return [text]
  const id = ADDRESS.exec(text)?.[1] ?? text
  return /^[\w-]{1,80}$/.test(id) ? AUDITED.map((noun) => `${noun}/${id}`) : null
}

/** Of a page of the desk, or of the public. */
const ADDRESS =
  /^(?:https?:\/)?\/\S*(?:incidents|maintenance|organisations|templates|people|platforms)\/([\w-]{1,80})(?![^/?#])/
