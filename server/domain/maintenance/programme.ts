import { namingErrors, type PlatformsThere } from '../platform/naming.ts'
import { type FieldError, invalid, ok, type Result } from '../refusal.ts'
import { dateIn, daysWindow, overlap, type WallHours, type Window, windowOn } from '../time/window.ts'
import type { Instant } from '../vocabulary.ts'
import { leadErrors, lengthOf, type NoticePlan } from './notice-plan.ts'
import { datesOf, fallsOn, type Rule, readRule } from './recurrence.ts'
import type { WindowTexts, WindowTranslations } from './translations.ts'

/** The effect of a running window on its platforms: none, or shown as under maintenance. */
export const MAINTENANCE_IMPACTS = ['none', 'under_maintenance'] as const
export type MaintenanceImpact = (typeof MAINTENANCE_IMPACTS)[number]

/** Who completes a window. If it has impact, a person should check first. */
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
  /** A slug, permanently part of its occurrences' ids. */
  id: string
  title: string
  /** What is done, and why: Markdown, for windows without an own text. */
  description: string
  reason: string
  /** Those texts in other languages. */
  translations: WindowTranslations
  rule: Rule
  /** ISO date from which the rule counts; a date on which it falls. */
  anchor: string
  platforms: readonly string[]
  impact: MaintenanceImpact
  endsBy: Ender
  notices: NoticePlan
  /** Should staff describe the work of each window before it is announced? */
  detailsExpected: boolean
  freezes: readonly Freeze[]
  archived: boolean
  /** Occurrences begin at or after this; earlier ones are on record. A change of the rule moves it to the present. */
  computedFrom: Instant
  /** Increases with every change: the SEQUENCE of its calendar entries. */
  revision: number
  updatedAt: Instant
}

/** What customers read of a programme. */
export type ProgrammeTexts = WindowTexts

/** A programme as far as its dates go. */
export type Recurring = Omit<Programme, keyof ProgrammeTexts | 'translations'>

export type ProgrammeFields = Omit<Programme, 'computedFrom' | 'revision' | 'updatedAt'>

/** Decides whether a programme may look like this. Returns it with the rule in its canonical form. */
export function decideProgramme(fields: ProgrammeFields, there: PlatformsThere): Result<ProgrammeFields> {
  const rule = readRule(fields.rule)
  if (!rule.ok) return rule
  const errors = [
    ...anchorErrors(rule.value, fields.anchor),
    ...leadErrors(fields.notices.before),
    ...freezeErrors(fields.freezes),
    ...namingErrors(fields.platforms, there, (index) => `/platforms/${index}`),
  ]
  if (errors.length > 0) return invalid(errors)
  const before = [...fields.notices.before].sort((a, b) => (lengthOf(b) ?? 0) - (lengthOf(a) ?? 0))
  return ok({ ...fields, rule: rule.value, notices: { ...fields.notices, before } })
}

function anchorErrors(rule: Rule, anchor: string): FieldError[] {
  if (fallsOn(rule, anchor, anchor)) return []
  const day = Temporal.PlainDate.from(anchor).toLocaleString('en', { weekday: 'long' })
  return [{ pointer: '/anchor', detail: `${rule} does not fall on ${anchor}, a ${day}. Give a date on which it does.` }]
}

function freezeErrors(freezes: readonly Freeze[]): FieldError[] {
  return freezes.flatMap(({ from, until }, index) =>
    until >= from ? [] : [{ pointer: `/freezes/${index}/until`, detail: 'A freeze must not end before it begins.' }],
  )
}

/**
 * Does it yield windows that are shown and announced? Every notice names the affected platforms, so a programme without
 * any is inactive.
 */
export function isInForce({ archived, platforms }: Pick<Programme, 'archived' | 'platforms'>): boolean {
  return !archived && platforms.length > 0
}

/** One window that the rule yields. */
export interface Occurrence extends Window {
  id: string
  programmeId: string
  /** The date in the rule, even if the window is moved. */
  date: string
}

/** An occurrence's permanent id: the programme's id and the date in the rule. */
function occurrenceId(programmeId: string, date: string): string {
  return `${programmeId}-${date}`
}

/** The programme and date of an occurrence's id, or null if it is no such id. */
export function readOccurrenceId(id: string): { programmeId: string; date: string } | null {
  const [, programmeId, date] = /^([a-z0-9-]+)-(\d{4}-\d{2}-\d{2})$/.exec(id) ?? []
  return programmeId && date ? { programmeId, date } : null
}

/** The occurrences that lie at least partly in an interval, in order, without those in a freeze. */
export function occurrences(programme: Recurring, { startsAt, endsAt }: Window): Occurrence[] {
  if (programme.archived) return []
  const { id, rule, anchor, zone, computedFrom } = programme
  // A window ends on the next day at the latest.
  const from = Temporal.PlainDate.from(dateIn(zone, Math.max(startsAt, computedFrom))).subtract({ days: 2 })
  const until = Temporal.PlainDate.from(dateIn(zone, endsAt)).add({ days: 1 })
  return datesOf(rule, anchor, from.toString(), until.toString())
    .map((date) => ({ id: occurrenceId(id, date), programmeId: id, date, ...windowOn(date, programme) }))
    .filter((o) => o.startsAt >= computedFrom && overlap(o, { startsAt, endsAt }) && !freezeOf(programme, o))
}

/** The occurrence of a date, or null if the programme has none. */
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
