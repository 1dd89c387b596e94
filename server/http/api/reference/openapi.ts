import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Site } from '../../../../src/views.ts'
import { VERSION } from '../../../lib/version.ts'
import type { Env } from '../../deps.ts'

const DESCRIPTION = `Reads need no token. Writes need a staff token: \`Authorization: Bearer stp_…\`. Roles, lowest first: reporter, agent, lead, admin; each includes the rights of those before it.

Errors are problem details (RFC 9457, \`application/problem+json\`) with a stable \`code\`. A 422 lists the faults (at most 50) in \`errors\`, with JSON pointers into the body. Unknown fields and parameters are faults. Every call may respond with 429 (\`Retry-After\`), 500, or 503, whose \`detail\` says whether anything was saved.

A POST with a token may have an \`Idempotency-Key\`. A request with the same key and body within 24 hours is done only once and gets the same response, even after a crash. The same key with another body gets 422; while the first request is still running, 409. A refused request does not use up its key.

Lists are \`{items, next}\`; \`next\` is the \`cursor\` of the next page. Instants are RFC 3339; responses use UTC.`

const TAGS = {
  Incidents: 'Problems shown to the public, their updates and promises.',
  Maintenance: 'Windows of planned work, and recurring programmes of windows.',
  Promises: 'Promised updates and notices, whether they were kept, and what is due now. `GET /debts` is gone.',
  Organisations: 'Customers, and whom they named to be told.',
  Drafts: 'Incidents and updates that are not public, and wait for a second pair of eyes where the plan asks for it.',
  Handovers: 'What is open, owed and promised at a change of shift.',
  Templates: 'Texts that the desk has ready for updates.',
  Platforms: 'The services that customers use and follow.',
  Subscriptions: 'Who is notified, and of what.',
  Staff: 'Accounts of people, and tokens of programs.',
  Audit: 'Who did what, when and why.',
}

/** The OpenAPI document, generated from the schemas that validate requests. */
export function openApiDocument(api: OpenAPIHono<Env>, site: Site) {
  api.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'A staff token: `stp_<id>_<secret>`.',
  })
  return api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: `${site.name}: status API`, version: VERSION, description: DESCRIPTION },
    servers: [{ url: `${site.url}/api/v1` }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
  })
}
