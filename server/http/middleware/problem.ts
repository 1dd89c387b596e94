import { STATUS_CODES } from 'node:http'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { wasRolledBack } from '../../../db/open.ts'
import { SecretKeyReplaced } from '../../../db/system/audit.ts'
import { inWordsOf, limited, type Refusal, type Remedy, type Result } from '../../domain/refusal.ts'
import { codeOf, isDatabaseAway, isDiskFull } from '../../lib/error-code.ts'
import { OUTCOME, type Outcome } from '../../lib/outcome.ts'
import { Busy } from '../../lib/secret/passwords.ts'
import { shorten } from '../../lib/text.ts'
import type { Env } from '../deps.ts'

/** A fault in a request: a JSON pointer into its body, or the name of a parameter. */
export type Fault = { pointer: string; detail: string } | { parameter: string; detail: string }

/** An error response: thrown anywhere in the HTTP layer, rendered in one place as RFC 9457 problem details. */
export class Problem extends Error {
  readonly status: ContentfulStatusCode
  readonly code: string
  readonly errors: readonly Fault[] | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: ContentfulStatusCode,
    code: string,
    detail: string,
    { errors, headers = {} }: { errors?: readonly Fault[]; headers?: Record<string, string> } = {},
  ) {
    super(detail)
    this.status = status
    this.code = code
    this.errors = errors
    this.headers = headers
  }

  /** In how many seconds to try again; null if that is not known. */
  get retryAfter(): number | null {
    const { 'Retry-After': seconds } = this.headers
    return seconds === undefined ? null : Number(seconds)
  }
}

/** The status of each kind of refusal. */
const STATUS_OF = {
  invalid: 422,
  not_found: 404,
  conflict: 409,
  forbidden: 403,
  limited: 429,
} as const satisfies Record<Refusal['kind'], ContentfulStatusCode>

/** The value of a result; a refusal is thrown as a `Problem`. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw problemFor(result.refusal)
}

/** How callers of the API get on. */
const REMEDIES: Readonly<Record<Remedy, string>> = {
  list_platforms: 'GET /api/v1/platforms lists them.',
  list_programmes: 'GET /api/v1/programmes lists them.',
  list_incidents: 'GET /api/v1/incidents lists them.',
  list_maintenance: 'GET /api/v1/maintenances lists them.',
  leave_out_until: 'Leave out until.',
}

export function problemFor(refusal: Refusal): Problem {
  const { kind, code, fields, wait } = refusal
  const retry = wait === undefined ? undefined : { 'Retry-After': `${retryAfter({ wait })}` }
  const errors = fields?.map((field) => ({ pointer: field.pointer, detail: inWordsOf(REMEDIES, field) }))
  return new Problem(STATUS_OF[kind], code, inWordsOf(REMEDIES, refusal), { errors, headers: retry })
}

/** In how many seconds what was refused is possible. */
export function retryAfter({ wait = 0 }: Pick<Refusal, 'wait'>): number {
  return Math.max(1, Math.ceil(wait / 1000))
}

export function tooMany(wait: number): Problem {
  return problemFor(limited(wait).refusal)
}

/** What a failed call leaves; null if it was only to read. A call that has not begun to act has saved nothing. */
export function outcomeOf(c: Context<Env>, error: unknown): Outcome | null {
  if (isRead(c.req.method)) return null
  return wasRolledBack(error) || !c.get('acting') ? 'nothing' : 'perhaps'
}

/** Any error as a problem, by what it leaves. Unknown errors are reported without details. */
export function problemOf(error: unknown, outcome: Outcome | null = null): Problem {
  if (error instanceof Problem) return error
  if (error instanceof HTTPException) return new Problem(error.status, 'bad_request', error.message || 'Bad request.')
  if (isCutOff(error))
    return new Problem(400, 'body_cut_off', 'The connection was closed before the body was complete.')
  if (isDiskFull(error)) {
    return unavailable('storage_full', 'The server cannot store data at the moment.', outcome)
  }
  if (error instanceof SecretKeyReplaced) {
    const detail = `The database was given another secret key. ${OUTCOME.nothing} An operator has to restart this server.`
    return new Problem(503, 'secret_key_replaced', detail)
  }
  if (error instanceof Busy) {
    const headers = { 'Retry-After': '2' }
    return new Problem(503, 'busy', 'Many people sign in at once. Try again in a moment.', { headers })
  }
  if (isDatabaseAway(error)) {
    return databaseUnavailable(outcome)
  }
  const doubt = outcome === 'perhaps' ? ` ${OUTCOME.perhaps}` : ''
  return new Problem(500, 'internal_error', `An internal error occurred. It was logged.${doubt}`)
}

/** Did the client close the connection while sending? */
function isCutOff(error: unknown): boolean {
  return error instanceof Error && error.message === 'aborted' && codeOf(error) === 'ECONNRESET'
}

/** The database cannot be reached; `outcome` is null where nothing was to be saved. */
export function databaseUnavailable(outcome: Outcome | null): Problem {
  return unavailable('database_unavailable', 'The database cannot be reached at the moment.', outcome)
}

function unavailable(code: string, why: string, outcome: Outcome | null): Problem {
  const again = outcome === 'perhaps' ? 'With the same Idempotency-Key nothing is done twice.' : 'Try again.'
  const detail = [why, ...(outcome === null ? [] : [OUTCOME[outcome]]), again].join(' ')
  return new Problem(503, code, detail, { headers: { 'Retry-After': '5' } })
}

/** Does the method only read? */
export function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}

/** So many faults are named, each with so many characters: nobody makes us answer with more than 64 kB. */
const [MOST, LONGEST] = [50, 150]
const LONGEST_DETAIL = 1_000

function named(errors: readonly Fault[] | undefined): Fault[] | undefined {
  const shown = errors?.slice(0, MOST).map((fault) => {
    const detail = shorten(fault.detail, LONGEST)
    return 'pointer' in fault
      ? { pointer: shorten(fault.pointer, LONGEST), detail }
      : { parameter: shorten(fault.parameter, LONGEST), detail }
  })
  const more = (errors?.length ?? 0) - MOST
  return more > 0 ? shown?.concat({ pointer: '', detail: `and ${more} more` }) : shown
}

export function problemResponse(c: Context<Env>, problem: Problem): Response {
  const { status, code, message, headers } = problem
  const [detail, errors] = [shorten(message, LONGEST_DETAIL), named(problem.errors)]
  const body = { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, code, errors }
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
  c.header('Content-Type', 'application/problem+json')
  c.header('Cache-Control', 'no-store')
  return c.body(JSON.stringify(body), status)
}
