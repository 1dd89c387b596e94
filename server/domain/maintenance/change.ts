import { namingErrors, type PlatformsThere } from '../platform/naming.ts'
import { conflict, type FieldError, invalid, ok, type Result } from '../refusal.ts'
import { byWay, lead, listed, says, state } from '../said.ts'
import type { Window } from '../time/window.ts'
import type { Instant } from '../vocabulary.ts'
import {
  isOver,
  isRunning,
  MAINTENANCE_TRANSITIONS,
  type Maintenance,
  type MaintenanceState,
  type MaintenanceStep,
  type ShortNotice,
} from './maintenance.ts'
import type { MaintenanceNews } from './notice.ts'
import type { Ender, MaintenanceImpact } from './programme.ts'
import { isShortNotice } from './promises.ts'
import { retranslated, rewrittenIn, type WindowTranslationsChange } from './translations.ts'
import { inWakingHours } from './unscheduled.ts'

/** What a decision about a window depends on. */
export interface MaintenanceDecisionContext extends PlatformsThere {
  now: Instant
  /** The provider's IANA zone. */
  zone: string
}

export interface MaintenanceChange {
  title?: string
  description?: string
  reason?: string
  translations?: WindowTranslationsChange
  platforms?: readonly string[]
  impact?: MaintenanceImpact
  endsBy?: Ender
  startsAt?: Instant
  endsAt?: Instant
  shortNotice?: ShortNotice
}

/** A window after a decision, and the kind of news. */
interface DecidedMaintenance {
  after: Maintenance
  news: MaintenanceNews
}

/** Decides whether a window may be changed, moved (before it begins) or extended (while it runs) like this. */
export function decideMaintenanceChange(
  m: Maintenance,
  change: MaintenanceChange,
  context: MaintenanceDecisionContext,
): Result<DecidedMaintenance> {
  if (isOver(m)) {
    return conflict('maintenance_over', says`This maintenance is ${state(m.state)}: it can no longer be changed.`)
  }
  const { startsAt = m.startsAt, endsAt = m.endsAt } = change
  const retimed = startsAt !== m.startsAt || endsAt !== m.endsAt
  const rewritten = rewrittenIn(m, change)
  const own = {
    ...m.own,
    title: change.title ?? m.own.title,
    description: change.description ?? m.own.description,
    reason: change.reason ?? m.own.reason,
    translations: retranslated(m.own.translations, change.translations, rewritten),
    platforms: change.platforms ?? m.own.platforms,
    impact: change.impact ?? m.own.impact,
    endsBy: change.endsBy ?? m.own.endsBy,
  }
  const after: Maintenance = {
    ...m,
    ...defined({ ...change }),
    own,
    translations: retranslated(m.translations, change.translations, rewritten),
    detailed: m.detailed || change.description !== undefined,
    movedAt: retimed ? context.now : m.movedAt,
  }
  const errors = [
    ...platformErrors(change.platforms ?? [], context),
    ...(retimed ? timeErrors(m, after, context.now) : []),
    ...(retimed ? quietErrors(after, context.zone) : []),
  ]
  if (errors.length > 0) return invalid(errors)
  return ok({ after, news: retimed ? (isRunning(m) ? 'extended' : 'moved') : 'changed' })
}

function timeErrors(m: Maintenance, after: Maintenance, now: Instant): FieldError[] {
  const errors = windowErrors(after)
  if (isRunning(m)) {
    if (after.startsAt !== m.startsAt)
      errors.push(error('startsAt', 'The window has begun: only its end can be changed.'))
    if (after.endsAt <= now)
      errors.push(error('endsAt', 'The new end must be in the future; or complete the maintenance.'))
    return errors
  }
  if (after.startsAt <= now) errors.push(error('startsAt', 'The new start must be in the future.'))
  const sooner = after.startsAt < m.startsAt && isShortNotice(after.startsAt, m.notices, m.zone, now)
  if (sooner && !after.shortNotice) errors.push(shortNoticeError(m.notices.before))
  return errors
}

/** An update on a window's progress: the state that it brings. */
export interface MaintenanceWord {
  state?: 'announced' | 'in_progress' | 'verifying' | 'completed'
}

/** Decides whether an update may be posted on a window, and what the window is then. Without a state it is a note. */
export function decideMaintenanceWord(
  m: Maintenance,
  { state: asked }: MaintenanceWord,
  now: Instant,
): Result<DecidedMaintenance> {
  // Two people who complete one window at a time must not tell its end twice: a note on it has no state.
  if (m.state === 'completed' && asked === 'completed') {
    return conflict('maintenance_over', says`This maintenance is completed. ${NOTE}.`)
  }
  const step = stepOf(m.state, asked)
  const to = step && MAINTENANCE_TRANSITIONS[m.state][step]
  if (!step || !to) return refused(m.state, asked)
  if (step === 'start' && now < m.startsAt) {
    return conflict('not_yet', 'The window has not begun: move it to an earlier time first, so that subscribers know.')
  }
  if (step === 'start') return ok({ after: { ...m, state: to, beganAt: m.startsAt }, news: 'started' })
  if (step === 'complete')
    return ok({ after: { ...m, state: to, endedAt: Math.max(now, m.beganAt ?? now) }, news: 'completed' })
  const news = step === 'announce' ? 'announced' : step === 'follow_up' ? 'followed_up' : 'updated'
  return ok({ after: { ...m, state: to }, news })
}

const NOTE = byWay('note', 'Post without a state to add a note')

function stepOf(from: MaintenanceState, to: MaintenanceWord['state']): MaintenanceStep | undefined {
  if (to === undefined || to === from) return from === 'completed' ? 'follow_up' : 'note'
  if (to === 'in_progress') return from === 'verifying' ? 'resume' : 'start'
  return ({ announced: 'announce', verifying: 'verify', completed: 'complete' } as const)[to]
}

function refused(from: MaintenanceState, to: MaintenanceState | undefined) {
  if (from === 'planned' && to === undefined) {
    const announce = byWay('announce', 'post with state "announced" to announce it now')
    return conflict('not_announced', says`It is not announced yet: ${announce}.`)
  }
  const cannot = to ? says` and cannot be ${state(to)}` : ''
  return conflict('maintenance_state', says`This maintenance is ${state(from)}${cannot}.`)
}

/** Decides whether a window may be cancelled. One that has begun has to be completed instead. */
export function decideCancellation(m: Maintenance): Result<DecidedMaintenance> {
  const to = MAINTENANCE_TRANSITIONS[m.state].cancel
  if (to) return ok({ after: { ...m, state: to }, news: 'cancelled' })
  if (isRunning(m)) return conflict('maintenance_running', 'The window has begun: complete it and say what happened.')
  return refused(m.state, 'cancelled')
}

/** Longer work has to be several windows. */
const LONGEST_DAYS = 14

export function windowErrors({ startsAt, endsAt }: Window): FieldError[] {
  if (endsAt <= startsAt) return [error('endsAt', 'The end must be after the start.')]
  if (endsAt - startsAt > LONGEST_DAYS * 86_400_000) {
    return [error('endsAt', `A window lasts at most ${LONGEST_DAYS} days.`)]
  }
  return []
}

/** Each platform exists and is named once; an archived one only by a window that is over. */
export function platformErrors(platforms: readonly string[], there: PlatformsThere, isOver = false): FieldError[] {
  return namingErrors(platforms, there, (index) => `/platforms/${index}`, isOver)
}

/** Unscheduled work during waking hours needs a reason (support plan, "unscheduled maintenance"). */
export function quietErrors(m: Pick<Maintenance, 'programmeId' | 'own'> & Window, zone: string): FieldError[] {
  if (m.programmeId !== null || m.own.reason !== null || !inWakingHours(m, zone)) return []
  return [error('reason', 'Unscheduled maintenance between 05:00 and 23:00 needs a reason.')]
}

export function shortNoticeError(before: readonly string[]): FieldError {
  const give = byWay('short_notice', 'give shortNotice with class and reason')
  const said = says`This comes with less notice than promised (${listed(before.map(lead))}): ${give}.`
  return { pointer: '/shortNotice', ...said }
}

function error(name: string, detail: string): FieldError {
  return { pointer: `/${name}`, detail }
}

function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
