import { type FieldError, invalid, ok, type Result } from '../refusal.ts'
import { dateIn, daysWindow, overlap, type WallHours, type Window, windowOn } from '../time/window.ts'
import type { Instant } from '../vocabulary.ts'
import { leadErrors, lengthOf, type NoticePlan } from './notice-plan.ts'
import { datesOf, fallsOn, type Rule, readRule } from './recurrence.ts'

/** What a platform shows while a window runs: nothing of it, or that it is under maintenance. */
export const MAINTENANCE_IMPACTS = ['none', 'under_maintenance'] as const
export type MaintenanceImpact = (typeof MAINTENANCE_IMPACTS)[number]

/** Who says that a window is over. Where there is impact a person should have looked. */
export const ENDERS = ['clock', 'hand'] as const
export type Ender = (typeof ENDERS)[number]

/** No window of the programme begins or runs from one ISO date to another, both included. */
export interface Freeze {
  from: string
  until: string
  reason: string
}

/** A recurring maintenance as data: when, where, what, why, and whom it tells. */
export interface Programme extends WallHours {
  /** A slug, for ever part of its occurrences' ids. */
  id: string
  title: string
  /** What is done, and why: Markdown, told where nobody has said anything particular about a window. */
  description: string
  reason: string
  rule: Rule
  /** ISO date that the rule counts from, one of its own. */
  anchor: string
  platforms: readonly string[]
  impact: MaintenanceImpact
  endsBy: Ender
  notices: NoticePlan
  /** Should somebody say what is done in each window before it is announced? */
  detailsExpected: boolean
  freezes: readonly Freeze[]
  archived: boolean
  /** Occurrences begin at or after this; what began before is on record. A change of the rule moves it to the present. */
  computedFrom: Instant
  /** Rises with every change: what its calendar entries carry as SEQUENCE. */
  revision: number
  updatedAt: Instant
}

/** What customers read of a programme. */
export type ProgrammeTexts = Pick<Programme, 'title' | 'description' | 'reason'>

/** A programme as far as its dates go. */
export type Recurring = Omit<Programme, keyof ProgrammeTexts>

export type ProgrammeFields = Omit<Programme, 'computedFrom' | 'revision' | 'updatedAt'>

/** May a programme look like this? The rule comes back in its plain form. */
export function decideProgramme(fields: ProgrammeFields, knownPlatforms: ReadonlySet<string>): Result<ProgrammeFields> {
  const rule = readRule(fields.rule)
  if (!rule.ok) return rule
  const errors = [
    ...anchorErrors(rule.value, fields.anchor),
    ...leadErrors(fields.notices.before),
    ...freezeErrors(fields.freezes),
    ...fields.platforms.flatMap((id, index) =>
      knownPlatforms.has(id) ? [] : [{ pointer: `/platforms/${index}`, detail: `There is no platform "${id}".` }],
    ),
  ]
  if (errors.length > 0) return invalid(errors)
  const before = [...fields.notices.before].sort((a, b) => (lengthOf(b) ?? 0) - (lengthOf(a) ?? 0))
  return ok({ ...fields, rule: rule.value, notices: { ...fields.notices, before } })
}

function anchorErrors(rule: Rule, anchor: string): FieldError[] {
  if (fallsOn(rule, anchor, anchor)) return []
  const day = Temporal.PlainDate.from(anchor).toLocaleString('en', { weekday: 'long' })
  return [
    { pointer: '/anchor', detail: `${anchor} is a ${day} that ${rule} does not fall on. Name a date that it does.` },
  ]
}

function freezeErrors(freezes: readonly Freeze[]): FieldError[] {
  return freezes.flatMap(({ from, until }, index) =>
    until >= from
      ? []
      : [{ pointer: `/freezes/${index}/until`, detail: 'A freeze ends on or after the day it begins.' }],
  )
}

/**
 * Does it yield windows that are shown and told? Every notice names the platforms affected: a programme that names none
 * yet rests.
 */
export function isInForce({ archived, platforms }: Pick<Programme, 'archived' | 'platforms'>): boolean {
  return !archived && platforms.length > 0
}

/** One window that the rule yields. */
export interface Occurrence extends Window {
  id: string
  programmeId: string
  /** The date the rule gives, whatever becomes of the window. */
  date: string
}

/** An occurrence's id, the same for ever: the programme's and the date that the rule gave. */
export function occurrenceId(programmeId: string, date: string): string {
  return `${programmeId}-${date}`
}

/** What an occurrence's id says, or null when it is no such id. */
export function readOccurrenceId(id: string): { programmeId: string; date: string } | null {
  const [, programmeId, date] = /^([a-z0-9-]+)-(\d{4}-\d{2}-\d{2})$/.exec(id) ?? []
  return programmeId && date ? { programmeId, date } : null
}

/** The occurrences that lie at least partly in an interval, in order. Freezes leave theirs out. */
export function occurrences(programme: Recurring, { startsAt, endsAt }: Window): Occurrence[] {
  if (programme.archived) return []
  const { id, rule, anchor, zone, computedFrom } = programme
  // A window reaches into the next day at most.
  const from = Temporal.PlainDate.from(dateIn(zone, Math.max(startsAt, computedFrom))).subtract({ days: 2 })
  const until = Temporal.PlainDate.from(dateIn(zone, endsAt)).add({ days: 1 })
  return datesOf(rule, anchor, from.toString(), until.toString())
    .map((date) => ({ id: occurrenceId(id, date), programmeId: id, date, ...windowOn(date, programme) }))
    .filter((o) => o.startsAt >= computedFrom && overlap(o, { startsAt, endsAt }) && !freezeOf(programme, o))
}

/** The occurrence of a date, or null where the programme has none. */
export function occurrenceOn(programme: Programme, date: string): Occurrence | null {
  if (!isDate(date)) return null
  return occurrences(programme, windowOn(date, programme)).find((occurrence) => occurrence.date === date) ?? null
}

/** The programme's freeze that a window lies in, or null. */
export function freezeOf({ freezes, zone }: Pick<Programme, 'freezes' | 'zone'>, window: Window): Freeze | null {
  return freezes.find(({ from, until }) => overlap(daysWindow(from, until, zone), window)) ?? null
}

function isDate(text: string): boolean {
  try {
    Temporal.PlainDate.from(text)
    return true
  } catch {
    return false
  }
}
