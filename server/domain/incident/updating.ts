import { nextPromise, type PromiseRequest } from '../promise/promise.ts'
import { conflict, invalid, ok, type Result, refuse } from '../refusal.ts'
import { stated } from '../time/stated.ts'
import type { CaseStatus, Instant, Phase, Priority } from '../vocabulary.ts'
import { changesBetween, merge, misnamedPlatforms, p1gWithoutImpact } from './affected.ts'
import { closesTooSoon, howOver } from './case/closing.ts'
import { type CaseState, nextCase } from './case-status.ts'
import type { Affected, Decided, DecisionContext, Incident, UpdateText } from './incident.ts'
import { promisedReport } from './postmortem.ts'
import { badMaster } from './relation.ts'
import { beganAt, endBeforeReopening, wrongEnd } from './times/times.ts'

export interface UpdateCommand extends UpdateText {
  platforms?: readonly Affected[]
  notify: boolean
  /** Default: the transition of the command `update` (see `transitions`). */
  caseStatus?: CaseStatus
  /** The incident that continues in this one's place. */
  duplicateOf?: string
  /** When the problem was over, of an update that resolves it; default: now. */
  resolvedAt?: Instant
  /** Required to close a case without an answer before its customers had the time for one. */
  confirmed?: boolean
}

/** Decides whether this update may be posted, and what the incident is then. A resolved incident takes no updates. */
export function decideUpdate(incident: Incident, command: UpdateCommand, context: DecisionContext): Result<Decided> {
  if (incident.phase === 'resolved') return conflict('incident_resolved', howOver(incident))
  const next = nextCase(incident, resolving(command), context.role)
  if (!next.ok) return next
  const closing = { caseStatus: next.value.caseStatus, confirmed: command.confirmed }
  const tooSoon = context.followUp && closesTooSoon(closing, context.followUp, context.now, context.plan)
  if (tooSoon) return refuse(tooSoon)
  const { resolvedAt } = command
  const times = { ...incident, resolvedAt: resolvedAt === undefined ? null : stated(resolvedAt, context.now) }
  const errors = [
    ...badMaster(incident, command.duplicateOf, context.other),
    ...wrongEnd(resolvedAt, next.value.phase, times, context.now),
    ...endBeforeReopening(resolvedAt, context.reopenedAt),
  ]
  return errors.length > 0 ? invalid(errors) : advance(incident, next.value, command, context)
}

/** Whoever says when it was over and names neither phase nor status says that it is resolved. */
function resolving(command: UpdateCommand): UpdateCommand {
  const { phase, caseStatus, duplicateOf, resolvedAt } = command
  const isSaid =
    resolvedAt === undefined || phase !== undefined || caseStatus !== undefined || duplicateOf !== undefined
  return isSaid ? command : { ...command, phase: 'resolved' }
}

/** The incident after an update that its case status allows: affected platforms, and the next promise. */
export function advance(
  incident: Incident,
  { phase, caseStatus }: CaseState,
  command: UpdateCommand,
  context: DecisionContext,
): Result<Decided> {
  const delta = command.platforms ?? []
  const affected = merge(incident.affected, delta)
  const errors = [
    ...misnamedPlatforms(delta, context, phase),
    ...p1gWithoutImpact(incident.priority, { phase, caseStatus }, affected),
  ]
  if (errors.length > 0) return invalid(errors)
  const etr = etrAfter(incident.etr, command, caseStatus)
  const request = { ...command, ...(isDone(caseStatus) && { etr: null }), vendor: incident.vendor ?? undefined }
  const promise = promiseOf(incident.priority, phase, context, request)
  if (!promise.ok) return promise
  const resolved = phase === 'resolved'
  return ok({
    incident: {
      ...incident,
      phase,
      caseStatus,
      resolvedAt: resolved ? endOf(incident, command, context.now) : null,
      nextUpdateDueAt: promise.value?.dueAt ?? null,
      etr: resolved ? null : etr,
      holdUntil: resolved ? null : (command.holdUntil ?? null),
      duplicateOf: command.duplicateOf ?? null,
      affected,
    },
    promise: promise.value,
    reportDueAt: promisedReport({ ...incident, phase, caseStatus }, context),
    changes: changesBetween(incident.affected, delta),
  })
}

/** The promise that an update makes under a priority; null once the incident is resolved. */
export function promiseOf(priority: Priority, phase: Phase, { plan, now }: DecisionContext, request: PromiseRequest) {
  return phase === 'resolved' ? ok(null) : nextPromise(priority, plan, now, request)
}

const isDone = (caseStatus: CaseStatus) => caseStatus === 'resolved_follow_up'

/**
 * An estimate stands, also when it has passed, until another is given, it is withdrawn, nothing is done on hold, or the
 * work is done.
 */
function etrAfter(before: Instant | null, { etr, holdUntil }: UpdateCommand, caseStatus: CaseStatus): Instant | null {
  if (isDone(caseStatus)) return null
  if (etr !== undefined) return etr
  return holdUntil === undefined ? before : null
}

/** When staff say; else now, but not before it began, even where the clock was ahead when it was opened. */
function endOf(incident: Incident, { resolvedAt }: UpdateCommand, now: Instant): Instant {
  return resolvedAt === undefined ? Math.max(now, beganAt(incident)) : stated(resolvedAt, now)
}
