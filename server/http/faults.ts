import type { z } from 'zod'
import { type Fault, Problem } from './problem.ts'

type Issue = z.core.$ZodIssue

/** What a schema found wrong, in words for whoever wrote the request. `parameter` for query and path, else pointers. */
export function faultsOf(issues: readonly Issue[], target: string): Fault[] {
  return issues.flatMap((issue) =>
    spread(issue).map(({ path, detail }) =>
      target === 'json' ? { pointer: pointer(path), detail } : { parameter: path.map(String).join('.'), detail },
    ),
  )
}

/** 422 with everything that is wrong; its detail is the first of it. */
export function invalidRequest(issues: readonly Issue[], target: string): Problem {
  const errors = faultsOf(issues, target)
  const [first] = errors
  const where = first ? ('pointer' in first ? first.pointer || 'The body' : first.parameter) : 'The request'
  return new Problem(422, 'invalid', `${where}: ${first?.detail ?? 'is not valid'}`, { errors })
}

/** RFC 6901. */
function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

function spread(issue: Issue): { path: PropertyKey[]; detail: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key], detail: 'There is no such field.' }))
  }
  return [{ path: issue.path, detail: wording(issue) }]
}

function wording(issue: Issue): string {
  if (issue.code === 'invalid_type' && issue.input === undefined && /received undefined/.test(issue.message)) {
    return 'This field is required.'
  }
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => message).join('; ')
  return issue.message
}
