import type { z } from 'zod'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { Amendment } from '../../../../src/views.ts'
import type { ActionContext } from '../../../actions/context.ts'
import { contactInput, postmortemInput, reopenInput } from '../../../actions/incident/case-input.ts'
import { changeIncidentInput, correctUpdateInput } from '../../../actions/incident/input.ts'
import { noteContact } from '../../../actions/incident/note-contact.ts'
import { type FieldError, invalid, ok, type Result, refuse } from '../../../domain/refusal.ts'
import type { Ability } from '../../../domain/staff/can.ts'
import { refusalOf } from '../../../lib/input/zod-messages.ts'
import { carryOut, type IncidentCommand } from '../../../preview/incident.ts'
import type { Reading } from '../form/reading.ts'
import { besideTranslations, translationsIn } from '../form/translations.ts'
import { type FormValues, first, timeIn } from '../form/values.ts'

/** Which incident, and which of its updates. */
export interface Place {
  id: string
  uid: string
}
/** What is asked for; a note on a contact is nothing that readers see, and has no preview. */
type Noted = { do: 'contact'; id: string; command: z.infer<typeof contactInput> }
export type Asked = Exclude<IncidentCommand, { do: 'open' | 'update' }> | Noted

/** Does what a small page asks for. */
export function perform(ctx: ActionContext, asked: Asked): Promise<Result<{ id: string }>> {
  return asked.do === 'contact' ? noteContact(ctx, asked.id, asked.command) : carryOut(ctx, asked)
}

interface Kind {
  /** Below the incident's page. */
  path: string
  ability: Ability
  /** What the form asks for, read by the input of the API's call. */
  read(values: FormValues, reading: Reading, place: Place): Result<Asked>
}

export const AMENDMENTS: Readonly<Record<Amendment, Kind>> = {
  text: {
    path: 'updates/:uid/',
    ability: 'incident.correct',
    read: (values, _, { id, uid }) =>
      asked(correctUpdateInput, { body: body(values), ...translations(values) }, (command) => ({
        do: 'correct',
        id,
        updateId: uid,
        command,
      })),
  },
  times: {
    path: 'times/',
    ability: 'incident.times',
    read(values, reading, { id }) {
      const { given, faults } = times(values, reading)
      const input = { ...given, ...optional(values, 'reason'), ...confirmed(values) }
      return asked(changeIncidentInput, input, (command) => ({ do: 'change', id, command }), faults)
    },
  },
  change: {
    path: 'priority/',
    ability: 'incident.change',
    read(values, _, { id }) {
      const vendor = isTouched(values, 'vendor') && { vendor: first(values, 'vendor') ?? null }
      const title = isTouched(values, 'title') && { title: first(values, 'title') ?? '' }
      const priority = isTouched(values, 'priority') && optional(values, 'priority')
      const rest = { ...optional(values, 'reason'), ...confirmed(values), notify: tells(values) }
      const input = { ...title, ...priority, ...vendor, ...rest }
      return asked(changeIncidentInput, input, (command) => ({ do: 'change', id, command }))
    },
  },
  reopen: {
    path: 'reopen/',
    ability: 'incident.reopen',
    read(values, reading, { id }) {
      const next = first(values, 'nextUpdateBy') ? timeIn(values, 'nextUpdateBy', reading.zone, reading.words) : null
      const input = {
        ...{ body: body(values), ...optional(values, 'phase', 'reason'), notify: tells(values) },
        platforms: impacts(values),
        translations: translationsIn(typedIn(values)),
        ...(next?.at && { nextUpdateBy: next.at }),
      }
      return asked(reopenInput, input, (command) => ({ do: 'reopen', id, command }), next?.faults)
    },
  },
  report: {
    path: 'report/',
    ability: 'incident.report',
    read: (values, _, { id }) =>
      asked(postmortemInput, { body: reportIn(values), ...translations(values), notify: tells(values) }, (command) => {
        return { do: 'postmortem', id, command }
      }),
  },
  contacts: {
    path: 'contacts/',
    ability: 'incident.note',
    read: (values, _, { id }) =>
      asked(contactInput, optional(values, 'what', 'note'), (command) => ({ do: 'contact', id, command })),
  },
}

/** What is wrong with times, which forms write in their own way, is told before all else that is wrong with them. */
function asked<S extends z.ZodType>(
  schema: S,
  input: unknown,
  toDo: (command: z.infer<S>) => Asked,
  faults: FieldError[] = [],
): Result<Asked> {
  const read = schema.safeParse(input)
  if (faults.length > 0) return invalid(faults)
  if (read.success) return ok(toDo(read.data))
  const refusal = refusalOf(read.error)
  const fields = refusal.fields?.map((fault) => ({ ...fault, pointer: besideTranslations(fault.pointer) }))
  return refuse({ ...refusal, ...(fields && { fields }) })
}

const body = (values: FormValues) => values.body?.[0] ?? ''
const typedIn = (values: FormValues) =>
  Object.fromEntries(Object.entries(values).map(([name, [value = '']]) => [name, value]))
/** What an empty report begins as: the desk writes English, as it reads it. */
export const REPORT_OUTLINE = dictionary('en').console.amend.reportOutline

/** Headings alone are no report. */
function reportIn(values: FormValues): string {
  const bare = (text: string) => text.replace(/\s+/g, ' ').trim()
  return bare(body(values)) === bare(REPORT_OUTLINE) ? '' : body(values)
}

/** Those that the form shows replace what stands; a form of one language alone leaves it. */
function translations(values: FormValues) {
  const shown = Object.keys(values).some((name) => name.startsWith('body.'))
  return shown && { translations: translationsIn(typedIn(values)) ?? {} }
}
const tells = (values: FormValues) => first(values, 'silent') === undefined
const confirmed = (values: FormValues) => first(values, 'confirmed') !== undefined && { confirmed: true }

function optional(values: FormValues, ...names: string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = first(values, name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

/** Is a field otherwise than the form showed it? Only that is changed: somebody else may have changed the rest. */
export function isTouched(values: FormValues, name: string): boolean {
  return first(values, name) !== first(values, `was.${name}`)
}

export const TIMES = ['openedAt', 'startedAt', 'resolvedAt'] as const

function times(values: FormValues, { zone, words }: Reading) {
  const typed = TIMES.filter(
    (name) => first(values, name) && (isTouched(values, name) || isTouched(values, `${name}.again`)),
  )
  const read = typed.map((name) => [name, timeIn(values, name, zone, words)] as const)
  return {
    given: Object.fromEntries(read.flatMap(([name, { at }]) => (at === undefined ? [] : [[name, at]]))),
    faults: read.flatMap(([, { faults }]) => faults),
  }
}

function impacts(values: FormValues): { id: string; impact: string }[] {
  return Object.keys(values).flatMap((name) => {
    const id = /^impact\.(.+)$/.exec(name)?.[1]
    const impact = first(values, name)
    return id === undefined || impact === undefined || !isTouched(values, name) ? [] : [{ id, impact }]
  })
}
