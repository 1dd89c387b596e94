import type { Plan } from './plan.ts'
import { nextPromise, type PromiseWish, type UpdatePromise } from './promise.ts'
import { conflict, type FieldError, invalid, ok, type Refusal, type Result, refuse } from './refusal.ts'
import {
  type CaseStatus,
  type Impact,
  type Instant,
  type Phase,
  type Priority,
  type Role,
  roleCovers,
} from './vocabulary.ts'

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
}

export interface UpdateCommand extends UpdateText {
  platforms?: readonly Affected[] | undefined
  notify: boolean
}

/** What surrounds a decision: who asks, when, under which plan, and which platforms there are. */
export interface Circumstances {
  now: Instant
  plan: Plan
  role: Role
  knownPlatforms: ReadonlySet<string>
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
  ]
  if (errors.length > 0) return invalid(errors)
  const wish = { ...command.update, vendor: command.vendor }
  const promise = promiseOf(command.priority, phase, around, wish)
  if (!promise.ok) return nest(promise.refusal, '/update')
  return ok({
    incident: {
      title: command.title,
      priority: command.priority,
      phase,
      caseStatus: phase === 'resolved' ? 'closed' : 'in_progress',
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
    return conflict('incident_resolved', 'This incident is resolved. Open a new one if the problem is back.')
  }
  const phase = command.phase ?? incident.phase
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
      caseStatus: resolved ? 'closed' : incident.caseStatus,
      resolvedAt: resolved ? around.now : null,
      nextUpdateDueAt: promise.value?.dueAt ?? null,
      etr: resolved ? null : (command.etr ?? stillAhead(incident.etr, around.now)),
      holdUntil: resolved ? null : (command.holdUntil ?? null),
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
 * update: its cadence from then, or the promise that stands if that comes earlier.
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
  return ok({ ...changed, priority, nextUpdateDueAt: Math.min(standing, promise.value.dueAt) })
}

/** Only CSS designates a P1G, and withdraws it (support plan, "master case"). */
function designation(priority: Priority, around: Circumstances): Refusal | null {
  if (priority !== 'P1G' || roleCovers(around.role, around.plan.p1gRole)) return null
  return {
    kind: 'forbidden',
    code: 'p1g_designation',
    detail: `Only ${around.plan.p1gRole} and above may designate or withdraw a P1G.`,
  }
}

function promiseOf(priority: Priority, phase: Phase, { plan, now }: Circumstances, wish: PromiseWish) {
  return phase === 'resolved' ? ok(null) : nextPromise(priority, plan, now, wish)
}

function unknownPlatforms(platforms: readonly Affected[], known: ReadonlySet<string>): FieldError[] {
  const seen = new Set<string>()
  return platforms.flatMap(({ id }, index) => {
    const pointer = `/platforms/${index}/id`
    if (seen.has(id)) return [{ pointer, detail: `Platform "${id}" is named twice.` }]
    seen.add(id)
    return known.has(id) ? [] : [{ pointer, detail: `There is no platform "${id}". GET /api/v1/platforms lists them.` }]
  })
}

function future(name: string, value: Instant | undefined, now: Instant): FieldError[] {
  if (value === undefined || value <= now) return []
  return [{ pointer: `/${name}`, detail: `${name} must not lie in the future.` }]
}

/** Otherwise the page would say "all systems operational" beside a master case. */
function p1gWithoutImpact(priority: Priority, phase: Phase, affected: readonly Affected[]): FieldError[] {
  if (priority !== 'P1G' || phase === 'resolved' || affected.some((a) => a.impact !== 'operational')) return []
  return [{ pointer: '/platforms', detail: 'An open P1G marks at least one platform as not operational.' }]
}

function merge(current: readonly Affected[], delta: readonly Affected[]): Affected[] {
  const merged = new Map(current.map((a) => [a.id, a.impact]))
  for (const { id, impact } of delta) merged.set(id, impact)
  return [...merged].map(([id, impact]) => ({ id, impact }))
}

function changesBetween(current: readonly Affected[], delta: readonly Affected[]): ImpactChange[] {
  const before = new Map(current.map((a) => [a.id, a.impact]))
  return delta
    .map(({ id, impact }) => ({ id, from: before.get(id) ?? null, to: impact }))
    .filter(({ from, to }) => from !== to)
}

function stillAhead(at: Instant | null, now: Instant): Instant | null {
  return at !== null && at > now ? at : null
}

function nest(refusal: Refusal, prefix: string): { ok: false; refusal: Refusal } {
  const fields = refusal.fields?.map((f) => ({ ...f, pointer: prefix + f.pointer }))
  return refuse({ ...refusal, ...(fields && { fields }) })
}
