import { type FieldError, invalid, ok, type Result } from '../refusal.ts'
import type { Window } from '../time/window.ts'
import {
  type MaintenanceDecisionContext,
  platformErrors,
  quietErrors,
  shortNoticeError,
  windowErrors,
} from './change.ts'
import { type Maintenance, NOTHING_PARTICULAR, resolve, type ShortNotice } from './maintenance.ts'
import type { MaintenanceNews } from './notice.ts'
import { AT_ONCE, type NoticePromise, PAGE_ONLY, tell } from './notice-plan.ts'
import type { Ender, MaintenanceImpact, Programme } from './programme.ts'
import { isShortNotice, promisedSince } from './promises.ts'
import type { WindowTranslations } from './translations.ts'
import { UNSCHEDULED_NOTICES } from './unscheduled.ts'

/** A single window. What is left out comes from its programme, if it has one. */
export interface ScheduleCommand extends Window {
  title?: string
  description?: string
  reason?: string
  translations?: WindowTranslations
  platforms?: readonly string[]
  impact?: MaintenanceImpact
  /** Who completes it; default `hand`, or `clock` if it has no impact. */
  endsBy?: Ender
  shortNotice?: ShortNotice
  /** False: on the page only. */
  notify: boolean
}

interface Scheduled {
  maintenance: Maintenance
  notices: NoticePromise[]
  news: MaintenanceNews
  told: boolean
}

/**
 * Decides whether this window may be scheduled, and how it is announced. One in the future is announced at once if its
 * plan says so, or if less notice is left than it promises; one that has begun or is over is announced as such. A message counts as every notice it makes pointless.
 */
export function decideSchedule(
  id: string,
  command: ScheduleCommand,
  programme: Programme | null,
  context: MaintenanceDecisionContext,
): Result<Scheduled> {
  const maintenance = drafted(id, command, programme, context)
  const errors = scheduleErrors(maintenance, command, context)
  if (errors.length > 0) return invalid(errors)
  const { now } = context
  const notices = promisedSince(maintenance, now)
  const told = command.notify
  const announcedAt = told ? now : null
  if (maintenance.endsAt <= now) {
    const { startsAt: beganAt, endsAt: endedAt } = maintenance
    const over: Maintenance = { ...maintenance, state: 'completed', announcedAt, beganAt, endedAt }
    return ok({ maintenance: over, notices: tell(notices, now, () => true), news: 'completed', told })
  }
  if (maintenance.startsAt <= now) {
    const running: Maintenance = { ...maintenance, state: 'in_progress', announcedAt, beganAt: maintenance.startsAt }
    return ok({ maintenance: running, notices: tell(notices, now, (p) => p.key !== 'end'), news: 'started', told })
  }
  const isAtOnce = notices.some(({ key }) => key === AT_ONCE)
  if (!isAtOnce) return ok({ maintenance, notices, news: 'scheduled', told: false })
  const announced: Maintenance = { ...maintenance, state: 'announced', announcedAt }
  return ok({ maintenance: announced, notices: tell(notices, now, (p) => p.key === AT_ONCE), news: 'announced', told })
}

function drafted(
  id: string,
  command: ScheduleCommand,
  programme: Programme | null,
  { now, zone }: MaintenanceDecisionContext,
): Maintenance {
  const { startsAt, endsAt, title, description, reason, translations, platforms, impact, endsBy, shortNotice, notify } =
    command
  const own = {
    ...NOTHING_PARTICULAR,
    title: title ?? null,
    description: description ?? null,
    reason: reason ?? null,
    translations: translations ?? {},
    platforms: platforms ?? null,
    impact: impact ?? null,
    endsBy: endsBy ?? null,
    notices: notify ? (programme?.notices ?? UNSCHEDULED_NOTICES) : PAGE_ONLY,
  }
  const stored = {
    id,
    programmeId: programme?.id ?? null,
    originalDate: null,
    state: 'planned' as const,
    startsAt,
    endsAt,
    own,
    detailed: description !== undefined,
    zone: programme?.zone ?? zone,
    shortNotice: shortNotice ?? null,
    announcedAt: null,
    beganAt: null,
    endedAt: null,
    movedAt: now,
    revision: 0,
    updatedAt: now,
  }
  return resolve(stored, programme)
}

/** What a window has to say itself where no programme says it. */
export function unsaid(title: unknown, platforms: readonly unknown[] = []): FieldError[] {
  return [
    ...(title ? [] : [{ pointer: '/title', detail: 'Give a title: what will be done, in a few words.' }]),
    ...(platforms.length > 0 ? [] : [{ pointer: '/platforms', detail: 'Name the affected platforms.' }]),
  ]
}

function scheduleErrors(
  m: Maintenance,
  { title, platforms }: ScheduleCommand,
  context: MaintenanceDecisionContext,
): FieldError[] {
  const { now, zone } = context
  const { before } = m.notices
  return [
    ...unsaid(title ?? m.programme, m.platforms),
    ...platformErrors(platforms ?? [], context, m.endsAt <= now),
    ...windowErrors(m),
    ...quietErrors(m, zone),
    ...(isShortNotice(m.startsAt, m.notices, m.zone, now) && !m.shortNotice ? [shortNoticeError(before)] : []),
  ]
}
