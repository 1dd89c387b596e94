import type { z } from 'zod'
import type { Excess } from '../../lib/input/bounds.ts'
import { inWords } from '../../lib/input/zod-messages.ts'
import { type Fault, Problem } from './problem.ts'

type Issue = z.core.$ZodIssue

/** The faults that a schema found: pointers into a body, parameter names for query and path. */
function faultsOf(issues: readonly Issue[], target: string): Fault[] {
  return inWords(issues).map(({ path, detail }) =>
    target === 'json' ? { pointer: pointer(path), detail } : { parameter: path.map(String).join('.'), detail },
  )
}

/** A 422 with all faults; its detail is the first of them. */
export function invalidRequest(issues: readonly Issue[], target: string): Problem {
  const errors = faultsOf(issues, target)
  const [first] = errors
  const where = first ? ('pointer' in first ? first.pointer || 'The body' : first.parameter) : 'The request'
  return new Problem(422, 'invalid', `${where}: ${first?.detail ?? 'is not valid'}`, { errors })
}

/** A 422 for a body that no schema should see. */
export function refusedValue({ path, message }: Excess): Problem {
  const fault = { pointer: pointer(path), detail: message }
  return new Problem(422, 'invalid', `${fault.pointer || 'The body'}: ${message}`, { errors: [fault] })
}

/** RFC 6901. */
function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
