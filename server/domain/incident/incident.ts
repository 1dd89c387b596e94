import type { Plan } from '../plan/plan.ts'
import { nextPromise, type PromiseWish, type UpdatePromise } from '../promise/promise.ts'
import { conflict, type FieldError, invalid, ok, type Refusal, type Result, refuse } from '../refusal.ts'
import type { CaseStatus, Impact, Instant, Phase, Priority, Role } from '../vocabulary.ts'
import { changesBetween, merge, p1gWithoutImpact, unknownPlatforms } from './affected.ts'
import { type CaseState, firstStatus, nextCase } from './case-status.ts'
import { unconfirmed } from './confirmation.ts'
import { designation } from './designation.ts'
import { badMaster, badRelative } from './relation.ts'

/** What an incident currently does to a platform. */
export interface Affected {
  id: string
  impact: Impact
}

/** Per language: the same text in other words. */
export type Translations = Readonly<Record<string, { title?: string | undefined; body: string }>>

/** What rules need to know of an incident. Everything here follows from its updates. */
export interface Incident {
  id: string
  title: string
  priority: Priority
  phase: Phase
  caseStatus: CaseStatus
  caseNumber: string | null
  vendor: string | null
  openedAt: Instant
  startedAt: Instant | null
  resolvedAt: Instant | null
  nextUpdateDueAt: Instant | null
  etr: Instant | null
  holdUntil: Instant | null
  drill: boolean
  affected: readonly Affected[]
  /** Of a duplicate: the incident that goes on in its place. */
  duplicateOf?: string | null | undefined
}

export interface UpdateText extends PromiseWish {
  body: string
  phase?: Phase | undefined
  translations?: Translations | undefined
}

export interface OpenCommand {
  title: string
  priority: Priority
  caseNumber?: string | undefined
  openedAt?: Instant | undefined
  startedAt?: Instant | undefined
  platforms: readonly Affected[]
  update: UpdateText
  vendor?: string | undefined
  notify: boolean
  drill: boolean
  /** `new` until somebody takes it up; left out, work has begun. */
  caseStatus?: 'new' | 'in_progress' | undefined
  /** An earlier incident that this one continues, such as one that can no longer be reopened. */
  relatedTo?: string | undefined
  /** Asked for where the priority's policy says `confirm`. */
  confirmed?: boolean | undefined
}

export interface UpdateCommand extends UpdateText {
  platforms?: readonly Affected[] | undefined
  notify: boolean
  /** Left out, the case goes its usual way (`transitions`, command `update`). */
  caseStatus?: CaseStatus | undefined
  /** The incident that goes on in this one's place. */
  duplicateOf?: string | undefined
}

/** What surrounds a decision: who asks, when, under which plan, and which platforms there are. */
export interface Circumstances {
  now: Instant
  plan: Plan
  role: Role
  knownPlatforms: ReadonlySet<string>
  /** The other incident that the command names (`duplicateOf`, `relatedTo`), if there is such a one. */
  other?: Incident | null | undefined
}

/** The incident after a decision, and the promise that its newest update makes (null: nothing more is owed). */
export interface Decided {
  incident: Omit<Incident, 'id'>
  promise: UpdatePromise | null
  /** Platforms whose impact this update sets, with what it was before (null: not touched until now). */
  changes: readonly ImpactChange[]
}
export interface ImpactChange {
  id: string
  from: Impact | null
  to: Impact
}

/** May an incident be opened like this, and what does it look like then? */
export function decideOpen(command: OpenCommand, around: Circumstances): Result<Decided> {
  const mayNot = designation(command.priority, around)
  if (mayNot) return refuse(mayNot)
  const openedAt = command.openedAt ?? around.now
  const phase = command.update.phase ?? 'investigating'
  const errors = [
    ...unknownPlatforms(command.platforms, around.knownPlatforms),
    ...future('openedAt', command.openedAt, around.now),
    ...future('startedAt', command.startedAt, around.now),
    ...p1gWithoutImpact(command.priority, phase, command.platforms),
    ...unconfirmed(command, around.plan),
    ...badRelative(command, around.other),
  ]
  if (errors.length > 0) return invalid(errors)
  const status = firstStatus(command.update, command.caseStatus)
  if (!status.ok) return nest(status.refusal, '/update')
  const wish = { ...command.update, vendor: command.vendor }
  const promise = promiseOf(command.priority, phase, around, wish)
  if (!promise.ok) return nest(promise.refusal, '/update')
  return ok({
    incident: {
      title: command.title,
      priority: command.priority,
      phase,
      caseStatus: status.value,
      caseNumber: command.caseNumber ?? null,
      vendor: command.vendor ?? null,
      openedAt,
      startedAt: command.startedAt ?? null,
      resolvedAt: phase === 'resolved' ? around.now : null,
      nextUpdateDueAt: promise.value?.dueAt ?? null,
      etr: phase === 'resolved' ? null : (command.update.etr ?? null),
      holdUntil: phase === 'resolved' ? null : (command.update.holdUntil ?? null),
      drill: command.drill,
      affected: command.platforms,
    },
    promise: promise.value,
    changes: command.platforms.map(({ id, impact }) => ({ id, from: null, to: impact })),
  })
}

/** May this update be posted, and what is the incident then? A resolved incident takes no more updates. */
export function decideUpdate(incident: Incident, command: UpdateCommand, around: Circumstances): Result<Decided> {
  if (incident.phase === 'resolved') {
    return conflict('incident_resolved', 'This incident is resolved. Reopen it, or open a new one related to it.')
  }
  const next = nextCase(incident, command, around.role)
  if (!next.ok) return next
  const errors = badMaster(incident, command.duplicateOf, around.other)
  return errors.length > 0 ? invalid(errors) : advance(incident, next.value, command, around)
}

/** The incident after an update that its case allows: what is affected, and what is promised next. */
export function advance(
  incident: Incident,
  { phase, caseStatus }: CaseState,
  command: UpdateCommand,
  around: Circumstances,
): Result<Decided> {
  const delta = command.platforms ?? []
  const affected = merge(incident.affected, delta)
  const errors = [
    ...unknownPlatforms(delta, around.knownPlatforms),
    ...p1gWithoutImpact(incident.priority, phase, affected),
  ]
  if (errors.length > 0) return invalid(errors)
  const wish = { ...command, vendor: incident.vendor ?? undefined }
  const promise = promiseOf(incident.priority, phase, around, wish)
  if (!promise.ok) return promise
  const resolved = phase === 'resolved'
  return ok({
    incident: {
      ...incident,
      phase,
      caseStatus,
      resolvedAt: resolved ? around.now : null,
      nextUpdateDueAt: promise.value?.dueAt ?? null,
      etr: resolved ? null : (command.etr ?? stillAhead(incident.etr, around.now)),
      holdUntil: resolved ? null : (command.holdUntil ?? null),
      duplicateOf: command.duplicateOf ?? null,
      affected,
    },
    promise: promise.value,
    changes: changesBetween(incident.affected, delta),
  })
}

export interface ChangeCommand {
  title?: string | undefined
  priority?: Priority | undefined
  reason?: string | undefined
  vendor?: string | null | undefined
}

/**
 * A change of title, priority or vendor. A new priority needs a reason, and moves the promise made by the last public
 * update: its cadence from then, or the promise that stands if that comes earlier. A promise cannot be broken before it
 * was made: if the new cadence is over already, the update is due now.
 */
export function decideChange(
  incident: Incident,
  command: ChangeCommand,
  lastUpdateAt: Instant,
  around: Circumstances,
): Result<Omit<Incident, 'id'>> {
  const { id: _, ...rest } = incident
  const changed = {
    ...rest,
    title: command.title ?? incident.title,
    vendor: command.vendor === undefined ? incident.vendor : command.vendor,
  }
  const priority = command.priority
  if (priority === undefined || priority === incident.priority) return ok(changed)
  if (!command.reason) return invalid([{ pointer: '/reason', detail: 'A change of priority needs its reason.' }])
  const mayNot = designation(priority, around) ?? designation(incident.priority, around)
  if (mayNot) return refuse(mayNot)
  const errors = p1gWithoutImpact(priority, incident.phase, incident.affected)
  if (errors.length > 0) return invalid(errors)
  if (incident.phase === 'resolved') return ok({ ...changed, priority })
  const promise = nextPromise(priority, around.plan, lastUpdateAt, {})
  if (!promise.ok) return promise
  const standing = incident.nextUpdateDueAt ?? promise.value.dueAt
  const tightened = Math.max(promise.value.dueAt, around.now)
  return ok({ ...changed, priority, nextUpdateDueAt: Math.min(standing, tightened) })
}

function promiseOf(priority: Priority, phase: Phase, { plan, now }: Circumstances, wish: PromiseWish) {
  return phase === 'resolved' ? ok(null) : nextPromise(priority, plan, now, wish)
}

function future(name: string, value: Instant | undefined, now: Instant): FieldError[] {
  if (value === undefined || value <= now) return []
  return [{ pointer: `/${name}`, detail: `${name} must not lie in the future.` }]
}

function stillAhead(at: Instant | null, now: Instant): Instant | null {
  return at !== null && at > now ? at : null
}

function nest(refusal: Refusal, prefix: string): { ok: false; refusal: Refusal } {
  const fields = refusal.fields?.map((f) => ({ ...f, pointer: prefix + f.pointer }))
  return refuse({ ...refusal, ...(fields && { fields }) })
}
