/** The closed lists of words shared by code, API and pages. The order matters if a list is a ranking. */

/** An instant: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** The impact of an incident on a platform, least severe first. */
export const IMPACTS = ['operational', 'degraded_performance', 'partial_outage', 'major_outage'] as const
export type Impact = (typeof IMPACTS)[number]

/** The state of a platform, least severe first; `under_maintenance` comes from maintenance only. */
export const PLATFORM_STATES = [
  'operational',
  'under_maintenance',
  'degraded_performance',
  'partial_outage',
  'major_outage',
] as const
export type PlatformState = (typeof PLATFORM_STATES)[number]

export const PRIORITIES = ['P1G', 'P1', 'P2', 'P3', 'P4'] as const
export type Priority = (typeof PRIORITIES)[number]

/** An incident's progress as shown to the public. */
export const PHASES = ['investigating', 'identified', 'monitoring', 'resolved'] as const
export type Phase = (typeof PHASES)[number]

/** Where a window of maintenance stands. */
export const MAINTENANCE_STATES = [
  'planned',
  'announced',
  'in_progress',
  'verifying',
  'completed',
  'cancelled',
] as const
export type MaintenanceState = (typeof MAINTENANCE_STATES)[number]

export const CASE_STATUSES = [
  'new',
  'in_progress',
  'duplicate',
  'on_hold',
  'shipping',
  'resolved_follow_up',
  'customer_reopened',
  'closed_no_response',
  'closed',
] as const
export type CaseStatus = (typeof CASE_STATUSES)[number]

export const STANDINGS = ['none', 'on_time', 'due_soon', 'overdue'] as const
export type Standing = (typeof STANDINGS)[number]

/** Staff roles, lowest first: each may do what those before it may. */
export const ROLES = ['reporter', 'agent', 'lead', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** The name of a way to reach subscribers; which ones there are is said in `server/channels/kinds.ts`. */
export type ChannelName = string

export const KINDS = ['incident', 'maintenance'] as const
export type Kind = (typeof KINDS)[number]

const SCOPE_TYPES = ['all', 'platform', 'incident'] as const
export type ScopeType = (typeof SCOPE_TYPES)[number]
/** What a subscription follows. `id` is a platform's slug or an incident's id. */
export type Scope = { type: 'all' } | { type: 'platform'; id: string } | { type: 'incident'; id: string }

export const DELIVERY_STATES = ['queued', 'sending', 'sent', 'failed', 'superseded'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** Does `role` include the rights of `needed`? */
export function roleCovers(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed)
}
