import type { Said } from './said.ts'

/** A refusal with a name: what a rule returns instead of throwing. Exceptions are for bugs. */
export interface Refusal extends Said {
  kind: 'invalid' | 'not_found' | 'conflict' | 'forbidden' | 'limited'
  /** Stable, snake_case, part of the API contract. */
  code: string
  /** One sentence that says what is wrong and what to do; `parts` are its words for people. */
  detail: string
  remedy?: Remedy
  /** Where in the caller's document, as JSON pointers ("/update/body"). */
  fields?: FieldError[]
  /** For `limited`: in how many milliseconds it is possible. */
  wait?: number
}
export interface FieldError extends Said {
  pointer: string
  remedy?: Remedy
}

/** What helps beside the detail: each door says in its own words how. */
export type Remedy = 'list_platforms' | 'list_programmes' | 'list_incidents' | 'list_maintenance' | 'leave_out_until'

/** The detail, and what helps in the words of a door. */
export function inWordsOf(words: Readonly<Record<Remedy, string>>, { detail, remedy }: Told): string {
  return remedy === undefined ? detail : `${detail} ${words[remedy]}`
}
type Told = Pick<FieldError, 'detail' | 'remedy'>

export type Result<T> = { ok: true; value: T } | { ok: false; refusal: Refusal }

export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}
export function refuse(refusal: Refusal): { ok: false; refusal: Refusal } {
  return { ok: false, refusal }
}
/** An `invalid` refusal made of field errors; its detail and remedy are the first's. */
export function invalid(fields: FieldError[]): { ok: false; refusal: Refusal } {
  const [first] = fields
  if (!first) throw new Error('invalid() needs at least one field error')
  const { pointer: _, ...said } = first
  return refuse({ kind: 'invalid', code: 'invalid', ...said, fields })
}
/** Where those are listed that are named by ids. */
const LISTS: Readonly<Record<string, Remedy>> = {
  platform: 'list_platforms',
  programme: 'list_programmes',
  incident: 'list_incidents',
  maintenance: 'list_maintenance',
}

/** There is nothing like this; `id` is what it was named by, unless that is a secret. */
export function notFound(what: string, id?: string): { ok: false; refusal: Refusal } {
  const remedy = id === undefined ? undefined : LISTS[what]
  return refuse({ kind: 'not_found', code: 'not_found', ...noSuch(what, id), ...(remedy && { remedy }) })
}

/** Programs are told what they named, people that it is not there. */
export function noSuch(what: string, id?: string): Said {
  const said = `There is no such ${what}.`
  return id === undefined ? { detail: said } : { detail: `There is no ${what} "${id}".`, parts: [said] }
}
/** Somebody has used up an allowance; `wait` says in how many milliseconds there is more. */
export function limited(wait: number): { ok: false; refusal: Refusal } {
  const seconds = Math.max(1, Math.ceil(wait / 1000))
  const detail = `Too many requests. Try again in ${seconds} seconds.`
  return refuse({ kind: 'limited', code: 'too_many_requests', detail, wait })
}
export function conflict(code: string, said: string | Said, remedy?: Remedy): { ok: false; refusal: Refusal } {
  const words = typeof said === 'string' ? { detail: said } : said
  return refuse({ kind: 'conflict', code, ...words, ...(remedy && { remedy }) })
}
