import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** What a schema found wrong, one entry per place, in words for whoever wrote the value. */
export function inWords(issues: readonly Issue[]): { path: PropertyKey[]; detail: string }[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: [...issue.path, key], detail: 'There is no such field.' }))
    }
    return [{ path: issue.path, detail: wording(issue) }]
  })
}

/** A schema that speaks for itself is quoted; what zod would say in its own terms is said in ours. */
function wording(issue: Issue): string {
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => message).join('; ')
  if (issue.message.startsWith('Invalid discriminator value')) return choice(issue.message)
  const foreign = /^(Invalid|Too (big|small):) /.test(issue.message)
  return foreign ? ours(issue) : issue.message
}

function ours(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return ofType(issue.expected, issue.message)
    case 'invalid_value':
      return oneOf(issue.values)
    case 'invalid_format':
      return FORMATS[issue.format] ?? issue.message
    case 'too_big':
      return size('at most', Number(issue.maximum), issue.origin)
    case 'too_small':
      return size('at least', Number(issue.minimum), issue.origin)
    default:
      return issue.message
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

function ofType(expected: string, message: string): string {
  if (message.endsWith('received undefined')) return 'This field is required.'
  return `must be ${TYPES[expected] ?? expected}`
}

/** A union tells its alternatives in its message alone. */
function choice(message: string): string {
  const values = [...message.matchAll(/'([^']*)'/g)].map(([, value]) => value ?? '')
  return values.length > 0 ? oneOf(values) : message
}

function oneOf(values: readonly unknown[]): string {
  return `must be ${values.length > 1 ? 'one of ' : ''}${values.map((value) => JSON.stringify(value)).join(', ')}`
}

function size(bound: string, count: number, origin: string): string {
  if (origin === 'string') return `must have ${bound} ${count} characters`
  if (origin === 'array') return `must have ${bound} ${count} ${count === 1 ? 'entry' : 'entries'}`
  return `must be ${bound} ${count}`
}
