import { z } from 'zod'
import { invalid, type Refusal } from '../../domain/refusal.ts'
import { otherwise, type Said, type Way } from '../../domain/said.ts'

// Zod's default messages are for programmers. A message that a schema brings itself still wins over these.
z.config({ customError: messageOf })

/** The faults that a schema found, one entry per place, in words for whoever wrote the value. */
export function inWords(issues: readonly z.core.$ZodIssue[]): ({ path: PropertyKey[] } & Said)[] {
  return issues
    .flatMap(meant)
    .filter(isLast)
    .flatMap((issue) => {
      if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, ...saidOf(issue) }]
      return issue.keys.map((key) => ({ path: [...issue.path, key], detail: 'There is no such field.' }))
    })
}

/** Where one of several forms was begun, its own faults, each with its place; not that none of the forms fits. */
function meant(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const begun = issue.errors.filter((faults) => faults.length > 0 && faults.every(({ path }) => path.length > 0))
  const [form] = begun
  if (form === undefined || begun.length > 1) return [issue]
  return form.flatMap((fault) => meant({ ...fault, path: [...issue.path, ...fault.path] }))
}

/** What a schema found, as a refusal with its fields. */
export function refusalOf({ issues }: Pick<z.ZodError, 'issues'>): Refusal {
  return invalid(inWords(issues).map(({ path, ...said }) => ({ pointer: `/${path.join('/')}`, ...said }))).refusal
}

/** Values as programs write them mean nothing on a form. */
function saidOf(issue: z.core.$ZodIssue): Said {
  const way = wayOf(issue)
  return way === null ? { detail: issue.message } : otherwise(issue.message, way)
}

function wayOf(issue: z.core.$ZodIssue): Way | null {
  switch (issue.code) {
    case 'invalid_type':
      return 'needed'
    case 'too_small':
      return issue.minimum === 1 ? 'needed' : null
    case 'invalid_value':
    case 'invalid_union':
      return 'choice'
    case 'invalid_format':
      return issue.format === 'datetime' ? 'instant' : null
    default:
      return null
  }
}

/** A number that is too large for any number is also too large for its field, which is what counts. */
function isLast(issue: z.core.$ZodIssue, index: number, issues: readonly z.core.$ZodIssue[]): boolean {
  if (issue.code !== 'too_big' && issue.code !== 'too_small') return true
  const next = issues[index + 1]
  return next?.code !== issue.code || next.path.join('/') !== issue.path.join('/')
}

/** At most `most` lines for somebody to read, and how many more there are. */
export function firstOf(lines: readonly string[], most = 20): string[] {
  return lines.length > most ? [...lines.slice(0, most), `and ${lines.length - most} more`] : [...lines]
}

function messageOf(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'This field is required.'
        : `must be ${TYPES[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return oneOf(issue.values)
    case 'invalid_union':
      return Array.isArray(issue.options) ? oneOf(issue.options) : undefined
    case 'invalid_key':
      return issue.issues.map(({ message }) => message).join('; ')
    case 'invalid_format':
      return FORMATS[issue.format]
    case 'too_big':
      return size('at most', Number(issue.maximum), issue.origin)
    case 'too_small':
      return size('at least', Number(issue.minimum), issue.origin)
    default:
      return undefined
  }
}

const TYPES: Record<string, string> = {
  object: 'a JSON object',
  record: 'a JSON object',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
}

const FORMATS: Record<string, string> = {
  date: 'must be a date such as 2026-12-25',
  email: 'must be an e-mail address such as anna@example.org',
  url: 'must be a web address such as https://support.example.com',
}

function oneOf(values: readonly unknown[]): string {
  return `must be ${values.length > 1 ? 'one of ' : ''}${values.map((value) => JSON.stringify(value)).join(', ')}`
}

function size(bound: string, count: number, origin: string): string {
  if (origin === 'string') return `must have ${bound} ${count} characters`
  if (origin === 'array') return `must have ${bound} ${count} ${count === 1 ? 'entry' : 'entries'}`
  return `must be ${bound} ${count}`
}
