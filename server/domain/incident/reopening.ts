import { BACK } from '../platform/naming.ts'
import { conflict, invalid, type Refusal, type Result, refuse } from '../refusal.ts'
import { object, role, says } from '../said.ts'
import { type Instant, roleCovers } from '../vocabulary.ts'
import { transitions } from './case-status.ts'
import { designation } from './designation.ts'
import type { Affected, Decided, DecisionContext, Incident } from './incident.ts'
import { relatedTo } from './relation.ts'
import { advance, type UpdateCommand } from './updating.ts'

/** The update that reopens a case. */
export type ReopenCommand = Omit<UpdateCommand, 'caseStatus' | 'duplicateOf' | 'holdUntil' | 'resolvedAt'>

/** What decides whether a case may be reopened: also when the update that closed it was posted. */
type ReopenContext = DecisionContext & { closedAt: Instant }

/** Weekends and holidays count. Source: support plan, "closing and reopening". */
const REOPENABLE_DAYS = 7

/**
 * The last instant at which a case can be reopened: seven calendar days after it was closed, at the same local time in
 * the provider's zone. A week in which the clocks change is an hour shorter or longer.
 */
export function reopenableUntil(closedAt: Instant, zone: string): Instant {
  const closed = Temporal.Instant.fromEpochMilliseconds(closedAt).toZonedDateTimeISO(zone)
  return closed.add({ days: REOPENABLE_DAYS }).epochMilliseconds
}

/**
 * Decides whether a closed case may be reopened, and what the incident is then. `before` are its impacts when it was
 * resolved: they apply again, except where the command says otherwise. Reopening a P1G needs the role to designate one.
 */
export function decideReopen(
  incident: Incident,
  before: readonly Affected[],
  command: ReopenCommand,
  context: ReopenContext,
): Result<Decided> {
  const mayNot = notReopenable(incident, context) ?? designation(incident.priority, context)
  if (mayNot) return refuse(mayNot)
  const phase = command.phase ?? 'investigating'
  if (phase === 'resolved') {
    return invalid([{ pointer: '/phase', detail: 'A reopened case cannot be shown as resolved.' }])
  }
  const named = command.platforms ?? []
  const hit = before.filter((was) => isHit(was) && !named.some(({ id }) => id === was.id))
  const again = hit.filter(({ id }) => context.knownPlatforms.has(id))
  const gone = hit.find(({ id }) => context.archivedPlatforms.has(id))
  if (gone && ![...named, ...again].some(isHit)) return nothingInUse(gone.id, incident.id)
  // Resolving it ended every impact.
  const affected = incident.affected.map(({ id }) => ({ id, impact: 'operational' as const }))
  const taken = { ...command, platforms: [...named, ...again] }
  return advance({ ...incident, affected }, { phase, caseStatus: 'customer_reopened' }, taken, context)
}

const isHit = ({ impact }: Affected) => impact !== 'operational'

/** Otherwise followers would be told of trouble that the page shows nowhere. */
function nothingInUse(id: string, incidentId: string) {
  const others = says`name the platforms in use that it affects now, or open a new incident ${relatedTo(incidentId)}`
  return conflict('platform_archived', says`Platform ${object('platform', id)} is archived: ${BACK}, ${others}.`)
}

/** Why a case cannot be reopened by this role now; null if it can. */
export function notReopenable(
  incident: Incident,
  { role: by, plan, now, closedAt }: Pick<ReopenContext, 'role' | 'plan' | 'now' | 'closedAt'>,
): Refusal | null {
  if (incident.phase !== 'resolved') {
    return conflict('incident_open', 'This incident is open: post an update instead.').refusal
  }
  if (incident.caseStatus === 'duplicate') {
    const said = says`This is a duplicate: it continues as ${object('incident', incident.duplicateOf ?? '')}.`
    return conflict('incident_duplicate', said).refusal
  }
  const transition = transitions[incident.caseStatus].reopen
  if (!transition || now > reopenableUntil(closedAt, plan.zone)) {
    const why = transition ? 'It was closed more than seven calendar days ago' : 'It was closed because nobody answered'
    return conflict('reopen_too_late', says`${why}: open a new incident ${relatedTo(incident.id)}.`).refusal
  }
  if (roleCovers(by, transition.who)) return null
  return { kind: 'forbidden', code: 'case_role', ...says`Only ${role(transition.who)} and above may reopen a case.` }
}
