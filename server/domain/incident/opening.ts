import { invalid, ok, type Refusal, type Result, refuse } from '../refusal.ts'
import { notYet, stated } from '../time/stated.ts'
import type { Instant, Phase, Priority } from '../vocabulary.ts'
import { misnamedPlatforms, p1gWithoutImpact } from './affected.ts'
import { firstStatus } from './case-status.ts'
import { unconfirmed } from './confirmation.ts'
import { designation } from './designation.ts'
import type { Affected, Decided, DecisionContext, UpdateText } from './incident.ts'
import { promisedReport } from './postmortem.ts'
import { badRelative } from './relation.ts'
import { type Times, unusualBeginning, wrongEnd } from './times/times.ts'
import { promiseOf } from './updating.ts'

export interface OpenCommand {
  title: string
  priority: Priority
  caseNumber?: string
  openedAt?: Instant
  startedAt?: Instant
  /** When the problem was over, of one that is told afterwards. */
  resolvedAt?: Instant
  platforms: readonly Affected[]
  update: UpdateText
  vendor?: string
  notify: boolean
  drill: boolean
  /** `new` until somebody works on it; default `in_progress`. */
  caseStatus?: 'new' | 'in_progress'
  /** An earlier incident that this one continues, for example because it can no longer be reopened. */
  relatedTo?: string
  /** Required if the priority's policy says `confirm`, and for an unusually early beginning. */
  confirmed?: boolean
}

/** Decides whether an incident may be opened like this, and what it is then. */
export function decideOpen(command: OpenCommand, context: DecisionContext): Result<Decided> {
  const mayNot = designation(command.priority, context)
  if (mayNot) return refuse(mayNot)
  const phase = command.update.phase ?? (command.resolvedAt === undefined ? 'investigating' : 'resolved')
  const times = timesOf(command, phase, context.now)
  const errors = [
    ...misnamedPlatforms(command.platforms, context, phase),
    ...notYet('openedAt', command.openedAt, context.now),
    ...notYet('startedAt', command.startedAt, context.now),
    ...wrongEnd(command.resolvedAt, phase, times, context.now),
    ...p1gWithoutImpact(command.priority, { phase, caseStatus: 'in_progress' }, command.platforms),
    ...unconfirmed(command, context.plan),
    ...badRelative(command, context.other),
  ]
  if (errors.length > 0) return invalid(errors)
  const doubt = unusualBeginning(times, context.now, command.confirmed)
  if (doubt) return refuse(doubt)
  const status = firstStatus({ ...command.update, phase }, command.caseStatus)
  if (!status.ok) return nest(status.refusal, '/update')
  const request = { ...command.update, vendor: command.vendor }
  const promise = promiseOf(command.priority, phase, context, request)
  if (!promise.ok) return nest(promise.refusal, '/update')
  return ok({
    incident: {
      title: command.title,
      priority: command.priority,
      phase,
      caseStatus: status.value,
      caseNumber: command.caseNumber ?? null,
      vendor: command.vendor ?? null,
      ...times,
      nextUpdateDueAt: promise.value?.dueAt ?? null,
      etr: phase === 'resolved' ? null : (command.update.etr ?? null),
      holdUntil: phase === 'resolved' ? null : (command.update.holdUntil ?? null),
      drill: command.drill,
      affected: command.platforms,
    },
    promise: promise.value,
    reportDueAt: promisedReport({ ...command, phase, caseStatus: status.value }, context),
    changes: command.platforms.map(({ id, impact }) => ({ id, from: null, to: impact })),
  })
}

function timesOf({ openedAt, startedAt, resolvedAt }: OpenCommand, phase: Phase, now: Instant): Times {
  return {
    openedAt: stated(openedAt ?? now, now),
    startedAt: startedAt === undefined ? null : stated(startedAt, now),
    resolvedAt: phase === 'resolved' ? stated(resolvedAt ?? now, now) : null,
  }
}

function nest(refusal: Refusal, prefix: string): { ok: false; refusal: Refusal } {
  const fields = refusal.fields?.map((f) => ({ ...f, pointer: prefix + f.pointer }))
  return refuse({ ...refusal, ...(fields && { fields }) })
}
