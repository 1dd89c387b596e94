import type { Plan } from '../../plan/plan.ts'
import { conflict, invalid, ok, type Refusal, type Result, refuse } from '../../refusal.ts'
import { field, role as named, says } from '../../said.ts'
import { can } from '../../staff/can.ts'
import { notYet, stated } from '../../time/stated.ts'
import type { Instant, Role } from '../../vocabulary.ts'
import type { Incident } from '../incident.ts'
import { endBeforeBeginning, endBeforeReopening, type Times, unusualBeginning } from './times.ts'

/** Times that were wrong, put right. */
export interface TimesCommand {
  openedAt?: Instant
  startedAt?: Instant
  resolvedAt?: Instant
  reason?: string
  /** Required for an unusually early beginning. */
  confirmed?: boolean
}

interface TimesContext {
  now: Instant
  role: Role
  plan: Plan
  /** When its first update was posted. */
  toldAt: Instant
  /** When it was last reopened, or null. */
  reopenedAt: Instant | null
}

/** Does a command correct times? */
export function correctsTimes({ openedAt, startedAt, resolvedAt }: TimesCommand): boolean {
  return [openedAt, startedAt, resolvedAt].some((at) => at !== undefined)
}

/**
 * Decides a correction of an incident's times, by a lead and with a reason: uptime, ledger and history follow it. The end
 * is corrected once there is one. A case cannot have been opened after its first update.
 */
export function decideTimes(incident: Incident, command: TimesCommand, context: TimesContext): Result<Times> {
  const mayNot = notCorrectable(incident, command, context)
  if (mayNot) return refuse(mayNot)
  const { now, toldAt, reopenedAt } = context
  const times = {
    openedAt: stated(command.openedAt ?? incident.openedAt, now),
    startedAt: command.startedAt === undefined ? incident.startedAt : stated(command.startedAt, now),
    resolvedAt: command.resolvedAt === undefined ? incident.resolvedAt : stated(command.resolvedAt, now),
  }
  const errors = [
    ...(command.reason ? [] : [{ pointer: '/reason', detail: 'A correction of times needs a reason.' }]),
    ...(['openedAt', 'startedAt', 'resolvedAt'] as const).flatMap((name) => notYet(name, command[name], now)),
    ...(times.openedAt > Math.max(toldAt, incident.openedAt)
      ? [{ pointer: '/openedAt', ...says`${field('openedAt')} must not be after the first update.` }]
      : []),
    ...endBeforeReopening(command.resolvedAt, reopenedAt),
    ...endBeforeBeginning(times).map((error) =>
      command.resolvedAt === undefined ? { ...error, pointer: `/${beginningOf(command)}` } : error,
    ),
  ]
  if (errors.length > 0) return invalid(errors)
  const doubt = unusualBeginning(times, toldAt, command.confirmed)
  return doubt ? refuse(doubt) : ok(times)
}

function notCorrectable(incident: Incident, command: TimesCommand, { role }: TimesContext): Refusal | null {
  if (!can({ role }, 'incident.times')) {
    const times = says`${field('openedAt')}, ${field('startedAt')} and ${field('resolvedAt')}`
    return { kind: 'forbidden', code: 'times_role', ...says`Only ${named('lead')} and above may correct ${times}.` }
  }
  if (command.resolvedAt === undefined || incident.resolvedAt !== null) return null
  const said = says`This incident is open: post an update that resolves it, with ${field('resolvedAt')}.`
  return conflict('incident_open', said).refusal
}

function beginningOf({ startedAt }: TimesCommand): 'startedAt' | 'openedAt' {
  return startedAt === undefined ? 'openedAt' : 'startedAt'
}
