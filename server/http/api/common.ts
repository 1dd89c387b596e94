import { type RouteConfig, z } from '@hono/zod-openapi'
import { short } from '../../lib/input/fields.ts'

/** Instants in responses: RFC 3339 in UTC. */
export const instantOut = z.iso
  .datetime()
  .openapi({ description: 'RFC 3339, UTC', example: '2026-11-22T21:00:00.000Z' })

export function rfc3339(at: number): string {
  return new Date(at).toISOString()
}

export function rfc3339OrNull(at: number | null): string | null {
  return at === null ? null : rfc3339(at)
}

const problem = z
  .object({
    type: z.string(),
    title: z.string().describe('The name of the status.'),
    status: z.int(),
    detail: z.string().describe('What is wrong and what to do, for humans.'),
    code: z.string().describe('What is wrong, for programs. Codes are stable.'),
    errors: z
      .array(
        z.object({
          pointer: z.string().optional().describe('A JSON pointer (RFC 6901) into the body.'),
          parameter: z.string().optional().describe('The name of a query or path parameter.'),
          detail: z.string(),
        }),
      )
      .optional()
      .describe('The faults in the request; the last entry counts those beyond 50.'),
  })
  .openapi('Problem', { description: 'RFC 9457 problem details.' })

const MEANING = {
  400: 'The body is not JSON, or a header is malformed.',
  401: 'A token is required, or the given one is not valid.',
  403: "The token's role does not allow this.",
  404: 'Not found.',
  409: 'The current state does not allow this, or a request with the same Idempotency-Key is still running.',
  413: 'The body is larger than 256 kB, or 16 kB where no token of staff is required.',
  415: 'The body is not application/json.',
  422: 'The request is not valid; `errors` says what and where.',
  429: 'Too many requests; retry after `Retry-After` seconds.',
}

/** The problem responses of a route, for the reference. Every route may also respond with 429, 500 or 503. */
export function problems(...statuses: (keyof typeof MEANING)[]) {
  const content = { 'application/problem+json': { schema: problem } }
  return Object.fromEntries(statuses.map((status) => [status, { description: MEANING[status], content }]))
}

/** The id of what has no other name. */
export const entryId = short(40).regex(/^[a-z0-9]{12}$/, 'must be an id: 12 letters and digits')

export function response<T extends z.ZodType>(description: string, schema: T) {
  return { description, content: { 'application/json': { schema } } }
}

/** A response that is also available in other formats, with `Accept`. */
export function responseInFormats(
  description: string,
  schema: z.ZodType,
  ...types: string[]
): RouteConfig['responses'][string] {
  const others = types.map((type) => [type, { schema: z.string() }])
  return { description, content: { 'application/json': { schema }, ...Object.fromEntries(others) } }
}

export function jsonBody<T extends z.ZodType>(schema: T) {
  return { required: true, content: { 'application/json': { schema } } }
}

export const idempotencyKey = z.object({
  'idempotency-key': short(255).optional().openapi({
    description:
      'With a token: a request with the same key and body within 24 hours is done only once and gets the same response.',
  }),
})

/** A window's id: 12 letters and digits, or its programme's slug and the date in the rule. */
export const maintenanceId = short(80).regex(
  /^([a-z0-9]{12}|[a-z0-9-]{1,60}-\d{4}-\d{2}-\d{2})$/,
  'must be a maintenance id such as monthly-2026-11-20',
)

/** Parameters of a page of a list. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(100).default(20).describe('The maximum number of items.'),
  cursor: short(300).optional().describe('`next` of the previous page.'),
}

export const next = z.string().nullable().describe('The `cursor` of the next page; null on the last page.')
