import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Site } from '../../../../src/views.ts'
import { VERSION } from '../../../lib/version.ts'
import type { Env } from '../../deps.ts'

const DESCRIPTION = `Reads need no token. Writes need a staff token: \`Authorization: Bearer stp_…\`; roles from least to most: reporter, agent, lead, admin.

Errors are RFC 9457 problem details (\`application/problem+json\`) with a stable \`code\`; a 422 names every fault in \`errors\`, with JSON pointers into the body. Unknown fields and parameters are faults. Any call may answer 429 (\`Retry-After\`), 500, or 503 (nothing was saved, try again).

A POST with a token may carry an \`Idempotency-Key\`: the same key and body within 24 hours is done once and answered alike, also across a crash; another body answers 422, a first one still running 409. What was refused is not kept under the key.

Lists are \`{items, next}\`; \`next\` is the \`cursor\` of the next page. Instants are RFC 3339; answers give UTC.`

const TAGS = {
  Incidents: 'Problems told to the public, their updates and what was promised with them.',
  Maintenance: 'Windows of planned work, and the programmes that yield them.',
  Promises: 'What was promised, kept and missed, and what the desk owes now.',
  Platforms: 'What customers use and follow.',
  Subscriptions: 'Who is told, and about what.',
  Audit: 'Who did what, and why.',
}

/** The API described by what validates it. */
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

export type ApiDocument = ReturnType<typeof openApiDocument>
