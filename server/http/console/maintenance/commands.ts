import type { z } from 'zod'
import type { WindowWay } from '../../../../src/views.ts'
import {
  cancelMaintenanceInput,
  changeMaintenanceInput,
  maintenanceUpdateInput,
  scheduleMaintenanceInput,
} from '../../../actions/maintenance/input.ts'
import type { Maintenance } from '../../../domain/maintenance/maintenance.ts'
import { unsaid } from '../../../domain/maintenance/schedule.ts'
import { type FieldError, invalid, ok, type Result } from '../../../domain/refusal.ts'
import { refusalOf } from '../../../lib/input/zod-messages.ts'
import type { MaintenanceCommand } from '../../../preview/maintenance.ts'
import type { Reading } from '../form/reading.ts'
import { shownTranslationsIn, translationsIn } from '../form/translations.ts'
import { type FormValues, first, timeIn } from '../form/values.ts'

/** The form of a new window as the command of `POST /maintenances`. */
export function planCommand(values: FormValues, reading: Reading): Result<MaintenanceCommand> {
  const times = timesIn(values, reading)
  const isAlone = first(values, 'programme') === undefined
  const missing = isAlone ? unsaid(first(values, 'title'), platformsIn(values)) : []
  const command = read(scheduleMaintenanceInput, [...missing, ...times.faults], {
    ...given(values, 'title', 'programme', 'description', 'reason', 'impact', 'endsBy'),
    translations: translationsIn(typedIn(values), TEXTS),
    ...times.given,
    platforms: platformsIn(values),
    shortNotice: shortNoticeIn(values),
    notify: first(values, 'silent') === undefined,
  })
  return command.ok ? ok({ do: 'schedule', command: command.value }) : command
}

/** A form about a window as the command of the API's call. What stays as it is, is left out. */
export function windowCommand(
  way: WindowWay,
  m: Maintenance,
  values: FormValues,
  reading: Reading,
): Result<MaintenanceCommand> {
  const { id } = m
  const notify = first(values, 'silent') === undefined
  if (way === 'cancel') {
    const asked = { ...given(values, 'note'), translations: translationsIn(typedIn(values), NOTE) }
    const command = read(cancelMaintenanceInput, [], asked)
    return command.ok ? ok({ do: 'cancel', id, command: command.value }) : command
  }
  if (way === 'details') {
    const silent = notify ? {} : { notify: false }
    const details = detailsIn(values, m)
    const was = (language: string, field: string) => m.translations[language]?.[field as keyof typeof TEXTS]
    const isRewritten = Object.keys(TEXTS).some((name) => name in details)
    const translations = merged(
      shownTranslationsIn(typedIn(values), TEXTS, was, isRewritten),
      translationsIn(typedIn(values), NOTE),
    )
    const asked = { ...details, ...given(values, 'note'), translations, ...silent }
    const command = read(changeMaintenanceInput, [], asked)
    return command.ok ? ok({ do: 'change', id, command: command.value }) : command
  }
  if (way === 'move' || way === 'extend') {
    const times = timesIn(values, reading, way === 'move' ? ['startsAt', 'endsAt'] : ['endsAt'])
    const translations = translationsIn(typedIn(values), NOTE)
    const more = { ...given(values, 'note', 'reason'), translations, shortNotice: shortNoticeIn(values) }
    const asked = { ...times.given, ...more }
    const command = read(changeMaintenanceInput, times.faults, asked)
    return command.ok ? ok({ do: 'change', id, command: command.value }) : command
  }
  const translations = translationsIn(typedIn(values), { body: 'body' })
  const asked = { ...given(values, 'body'), translations, state: STATE_OF[way], ...(!notify && { notify }) }
  const command = read(maintenanceUpdateInput, [], asked)
  return command.ok ? ok({ do: 'update', id, command: command.value }) : command
}

/** The fields of a window's texts in other languages, and of a note that goes with what is done about it. */
const TEXTS = { title: 'title', description: 'description', reason: 'reason' }
const NOTE = { note: 'body' }

const typedIn = (values: FormValues) =>
  Object.fromEntries(Object.entries(values).map(([name, [value]]) => [name, value]))

function merged(...all: (Readonly<Record<string, object>> | undefined)[]) {
  const given = all.flatMap((one) => Object.entries(one ?? {}))
  if (given.length === 0) return undefined
  const languages = Map.groupBy(given, ([language]) => language)
  return Object.fromEntries(
    [...languages].map(([language, texts]) => [language, Object.assign({}, ...texts.map(([, text]) => text))]),
  )
}

/** The state that each word brings. */
const STATE_OF = {
  announce: 'announced',
  start: 'in_progress',
  note: undefined,
  verify: 'verifying',
  resume: 'in_progress',
  complete: 'completed',
} as const

/** Details that are otherwise than the window's; a description counts as details even where it says the same. */
function detailsIn(values: FormValues, m: Maintenance): Record<string, unknown> {
  const typed = given(values, 'title', 'description', 'reason', 'impact', 'endsBy')
  const platforms = platformsIn(values)
  const isSame = platforms !== undefined && [...platforms].sort().join() === [...m.platforms].sort().join()
  const changed = Object.entries({ ...typed, ...(!isSame && { platforms }) }).filter(
    ([name, value]) => value !== m[name as keyof Maintenance] || (name === 'description' && !m.detailed),
  )
  return Object.fromEntries(changed)
}

function timesIn(values: FormValues, { zone, words }: Reading, names: readonly string[] = ['startsAt', 'endsAt']) {
  const times = names.map((name) => ({ name, ...timeIn(values, name, zone, words) }))
  return {
    given: Object.fromEntries(times.flatMap(({ name, at }) => (at === undefined ? [] : [[name, at]]))),
    faults: times.flatMap(({ faults }) => faults),
  }
}

function platformsIn(values: FormValues): string[] | undefined {
  const named = [...new Set(values.platforms ?? [])].filter((id) => id !== '')
  return named.length > 0 ? named : undefined
}

function shortNoticeIn(values: FormValues): { class?: string; reason?: string } | undefined {
  const [kind, reason] = [first(values, 'shortNotice.class'), first(values, 'shortNotice.reason')]
  if (kind === undefined && reason === undefined) return undefined
  return { ...(kind !== undefined && { class: kind }), ...(reason !== undefined && { reason }) }
}

/** Texts that were filled in. */
function given(values: FormValues, ...names: string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (first(values, name) === undefined ? [] : [[name, values[name]?.[0] ?? '']])),
  )
}

/** What a schema makes of a form; a field with a fault of its own already has no second one. */
function read<T extends z.ZodType>(
  schema: T,
  faults: FieldError[],
  asked: Record<string, unknown>,
): Result<z.output<T>> {
  const parsed = schema.safeParse(Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)))
  const found = parsed.success ? [] : (refusalOf(parsed.error).fields ?? [])
  const others = found.filter(({ pointer }) => !faults.some((fault) => fault.pointer === pointer))
  const all = [...faults, ...others]
  return parsed.success && all.length === 0 ? ok(parsed.data) : invalid(all)
}
