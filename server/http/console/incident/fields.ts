import type { FieldError, Refusal } from '../../../domain/refusal.ts'
import { type Impact, type Instant, MINUTE } from '../../../domain/vocabulary.ts'
import { rfc3339 } from '../../api/common.ts'
import type { Reading as TimeReading } from '../form/reading.ts'
import { besideTranslations, translationsIn } from '../form/translations.ts'
import { timeIn, twiceIn } from '../form/values.ts'

/** The composer's form as typed: each field once. */
export type Typed = Readonly<Record<string, string>>

/** What a form is read with: now, and how the times in it are meant. */
interface Reading extends TimeReading {
  now: Instant
}

/** The composer's form as the input of `POST /incidents`; what was left empty is left out. */
export function openInputOf(typed: Typed, reading: Reading): Record<string, unknown> {
  const { body, phase, nextUpdateBy, etr, holdUntil, reason, translations } = textOf(typed, reading)
  return given({
    ...{ title: typed.title, priority: typed.priority, caseNumber: typed.caseNumber, vendor: typed.vendor },
    relatedTo: typed.relatedTo,
    openedAt: timeOf(typed.openedAt, reading, typed['openedAt.again']),
    startedAt: timeOf(typed.startedAt, reading, typed['startedAt.again']),
    resolvedAt: timeOf(typed.resolvedAt, reading, typed['resolvedAt.again']),
    platforms: impactsOf(typed),
    update: given({ body, phase, nextUpdateBy, etr, holdUntil, reason, translations }),
    caseStatus: typed.caseStatus,
    confirmed: typed.confirmed && true,
    notify: !typed.silent,
  })
}

/** The composer's form as the input of `POST /incidents/{id}/updates`: what stays as it was is left out. */
export function updateInputOf(typed: Typed, reading: Reading): Record<string, unknown> {
  const platforms = impactsOf(typed)
  return given({
    ...textOf(typed, reading),
    platforms: platforms.length > 0 ? platforms : undefined,
    caseStatus: typed.caseStatus,
    duplicateOf: typed.duplicateOf,
    resolvedAt: timeOf(typed.resolvedAt, reading, typed['resolvedAt.again']),
    confirmed: typed.confirmed && true,
    notify: !typed.silent,
  })
}

function textOf(typed: Typed, reading: Reading) {
  return {
    body: typed.body,
    phase: typed.phase === typed['was.phase'] ? undefined : typed.phase,
    nextUpdateBy: nextOf(typed, reading),
    etr: timeOf(typed.etr, reading, typed['etr.again']),
    holdUntil: timeOf(typed.holdUntil, reading, typed['holdUntil.again']),
    reason: typed.reason,
    translations: translationsIn(typed),
  }
}

/** Impacts that were chosen and are other ones than those that the form came with. */
function impactsOf(typed: Typed): { id: string; impact: Impact }[] {
  return Object.entries(typed).flatMap(([name, impact]) => {
    const [, id] = /^impact\.(.+)$/.exec(name) ?? []
    const isChanged = id !== undefined && impact !== '' && impact !== typed[`was.${id}`]
    return isChanged ? [{ id, impact: impact as Impact }] : []
  })
}

/** A quick choice counts from now; a time that was typed counts whatever is chosen. */
function nextOf({ next, nextUpdateBy, 'nextUpdateBy.again': again }: Typed, reading: Reading): string | undefined {
  const minutes = /^[1-9]\d{0,3}$/.test(next ?? '') ? Number(next) : null
  // What is no choice of the form is no time either, and the input refuses it.
  if (minutes === null && next && !nextUpdateBy) return next
  if (minutes === null || nextUpdateBy) return timeOf(nextUpdateBy, reading, again)
  return rfc3339(reading.now + minutes * MINUTE)
}

/** A local time as browsers send it; what is none stays as it is, and the input refuses it. */
function timeOf(local: string | undefined, { zone, words }: Reading, again?: string): string | undefined {
  if (!local) return undefined
  return timeIn({ at: [local], 'at.again': again ? [again] : [] }, 'at', zone, words).at ?? local
}

/** Times that the clocks make two of, where it was not said which is meant, or none. */
export function clockFaults(typed: Typed, { zone, words }: Reading): FieldError[] {
  const values = valuesIn(typed)
  const given = TIMES.filter((name) => typed[name])
  const faults = given.flatMap((name) => timeIn(values, name, zone, words).faults)
  return faults.filter(({ detail }) => detail !== words.unreadable)
}

/** Those of the times that happen twice, so that the form asks which is meant. */
export function twiceTyped(typed: Typed, zone: string) {
  return twiceIn(valuesIn(typed), TIMES, zone)
}

const valuesIn = (typed: Typed) => Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, [value]]))

/** Without what nobody filled in. */
function given(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''))
}

const TIMES = ['nextUpdateBy', 'etr', 'holdUntil', 'openedAt', 'startedAt', 'resolvedAt']

/**
 * A refusal beside the form's fields: those of the first update have no group of their own there, platforms are one
 * field, and what has to be confirmed is ticked.
 */
export function besideFields(refusal: Refusal): Refusal {
  if (refusal.code === 'confirmation_needed') {
    const { detail, parts = [detail] } = refusal
    return { ...refusal, fields: [{ pointer: '/confirmed', detail, parts }] }
  }
  const fields = refusal.fields?.map((fault) => {
    const [first = ''] = besideTranslations(fault.pointer)
      .slice(1)
      .replace(/^update\//, '')
      .split('/')
    return { ...fault, pointer: first === 'base' ? '' : `/${first}` }
  })
  return { ...refusal, ...(fields && { fields }) }
}
