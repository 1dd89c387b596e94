import { type RouteConfig, z } from '@hono/zod-openapi'

/** Instants leave as RFC 3339 in UTC. */
export const instantOut = z.iso
  .datetime()
  .openapi({ description: 'RFC 3339, UTC', example: '2026-11-22T21:00:00.000Z' })

export function rfc3339(at: number): string {
  return new Date(at).toISOString()
}

export function rfc3339OrNull(at: number | null): string | null {
  return at === null ? null : rfc3339(at)
}

export const problem = z
  .object({
    type: z.string(),
    title: z.string().describe('The status in words.'),
    status: z.int(),
    detail: z.string().describe('What is wrong and what to do, for people.'),
    code: z.string().describe('What is wrong, for programs; stable.'),
    errors: z
      .array(
        z.object({
          pointer: z.string().optional().describe('RFC 6901, into the body'),
          parameter: z.string().optional().describe('the name of a query or path parameter'),
          detail: z.string(),
        }),
      )
      .optional()
      .describe('Everything that is wrong with the request.'),
  })
  .openapi('Problem', { description: 'RFC 9457 problem details.' })

const MEANING = {
  400: 'The body is not JSON, or a header is malformed.',
  401: 'A token is needed, or the one given is not in force.',
  403: "The token's role does not cover this.",
  404: 'There is no such thing.',
  409: 'The state does not allow it, or the same Idempotency-Key is still running.',
  413: 'The body has more than 256 kB.',
  415: 'The body is not application/json.',
  422: 'Something in the request is not valid; `errors` says what and where.',
  429: 'Too many requests; `Retry-After` says when to come back.',
}

/** The problems a route answers with, for the reference. Every route may also answer 429, 500 and 503. */
export function problems(...statuses: (keyof typeof MEANING)[]) {
  const content = { 'application/problem+json': { schema: problem } }
  return Object.fromEntries(statuses.map((status) => [status, { description: MEANING[status], content }]))
}

export function answer<T extends z.ZodType>(description: string, schema: T) {
  return { description, content: { 'application/json': { schema } } }
}

/** The same where other forms than JSON can be asked for with `Accept`. */
export function answerInForms(
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
  'idempotency-key': z
    .string()
    .optional()
    .openapi({ description: 'With a token: the same key and body within 24 hours is done once and answered alike.' }),
})

export const incidentId = z.string().regex(/^[a-z0-9]{12}$/, 'must be an incident id: 12 letters and digits')

/** A window's id: 12 letters and digits, or its programme's slug and the date that the rule gave. */
export const maintenanceId = z
  .string()
  .regex(/^([a-z0-9]{12}|[a-z0-9-]{1,60}-\d{4}-\d{2}-\d{2})$/, 'must be a maintenance id such as monthly-2026-11-20')

/** What a page of a list takes. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(100).default(20).describe('At most so many items.'),
  cursor: z.string().max(200).optional().describe('`next` of the page before.'),
}

export const next = z.string().nullable().describe('The `cursor` of the next page; null at the end.')
