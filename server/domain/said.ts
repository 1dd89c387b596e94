import type { CaseStatus, Instant, MaintenanceState, Phase, Role } from './vocabulary.ts'

/** What varies in a refusal, as data: programs read `plain`, people what their door makes of it. */
export type Term = { plain: string } & (
  | { is: 'time'; at: Instant }
  /** An ISO date. */
  | { is: 'date'; date: string }
  /** An ISO duration. */
  | { is: 'lead'; lead: string }
  /** A field of the input; on a form it has a label. */
  | { is: 'field'; name: string }
  | { is: 'platform' | 'incident' | 'maintenance'; id: string }
  /** Who acted: "staff/Ada". */
  | { is: 'actor'; actor: string }
  | { is: 'status'; of: CaseStatus }
  | { is: 'phase'; of: Phase }
  | { is: 'state'; of: MaintenanceState }
  | { is: 'role'; of: Role }
  | { is: 'way'; way: Way }
)

/** What is done otherwise, or called otherwise, by programs and on forms. */
export type Way =
  | 'accept'
  | 'an_update'
  | 'announce'
  | 'bring_back'
  | 'choice'
  | 'confirm'
  | 'instant'
  | 'needed'
  | 'not_working'
  | 'note'
  | 'on_the_board'
  | 'relate'
  | 'resolving'
  | 'short_notice'
  /** For programs only. */
  | 'nothing'

type Part = string | Term

/** A text for programs, and what people are told: the same, unless parts say otherwise. */
export interface Said {
  detail: string
  parts?: readonly Part[]
}

/** A text with what varies in it: says`Give a time up to ${time(at)}.` */
export function says(texts: TemplateStringsArray, ...varying: (Term | Said | string | number)[]): Said {
  const parts = texts.flatMap((text, index) => [text, ...partsOf(varying[index] ?? '')])
  return { detail: parts.map((part) => (typeof part === 'string' ? part : part.plain)).join(''), parts }
}

function partsOf(one: Term | Said | string | number): readonly Part[] {
  if (typeof one !== 'object') return [String(one)]
  return 'plain' in one ? [one] : (one.parts ?? [one.detail])
}

/** Several, with commas. */
export function listed(terms: readonly (Term | string)[]): Said {
  const parts = terms.flatMap((term, index) => (index === 0 ? [term] : [', ', term]))
  return { detail: parts.map((part) => (typeof part === 'string' ? part : part.plain)).join(''), parts }
}

/** Sentences of programs that people are told in another form altogether. */
export function otherwise(detail: string, way: Way): Said {
  return { detail, parts: [byWay(way, detail)] }
}

export const time = (at: Instant): Term => ({
  ...{ is: 'time', at },
  plain: Temporal.Instant.fromEpochMilliseconds(at).toString(),
})
export const date = (iso: string): Term => ({ is: 'date', date: iso, plain: iso })
export const lead = (duration: string): Term => ({ is: 'lead', lead: duration, plain: duration })
export const field = (name: string): Term => ({ is: 'field', name, plain: name })
export const status = (of: CaseStatus): Term => ({ is: 'status', of, plain: of })
export const phaseName = (of: Phase): Term => ({ is: 'phase', of, plain: of })
export const state = (of: MaintenanceState): Term => ({ is: 'state', of, plain: of.replace('_', ' ') })
export const role = (of: Role): Term => ({ is: 'role', of, plain: of })
export const object = (type: 'platform' | 'incident' | 'maintenance', id: string, plain = `"${id}"`): Term => ({
  ...{ is: type, id, plain },
})
export const actor = (name: string): Term => ({ is: 'actor', actor: name, plain: name })
export const byWay = (way: Way, plain: string): Term => ({ is: 'way', way, plain })
/** Only programs are told. */
export const forPrograms = (plain: string): Term => byWay('nothing', plain)
