import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { accepts } from 'hono/accepts'
import { asFile } from '../../../lib/csv.ts'
import { instant, short } from '../../../lib/input/fields.ts'
import { exportAudit, readAudit } from '../../../queries/audit.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext, guarded } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { instantOut, next, paging, problems, responseInFormats, rfc3339 } from '../common.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { streamed } from '../streamed.ts'
import { csvOf, linesOf } from './files.ts'

const entry = z
  .object({
    id: z.int().describe('Its number in the chain, without gaps.'),
    at: instantOut,
    actor: z.string().describe('Who did it: `token/desk`, `cli/root`, `clock`.'),
    action: z.string().describe('What was done: `incident.open`.'),
    object: z.string().describe('To what: `incident/k3j…`'),
    detail: z.unknown().describe('What was set or changed, and why.'),
    previousHash: z.string(),
    hash: z
      .string()
      .describe(
        'HMAC-SHA256 of the previous hash and the entry, under a key made from `SECRET_KEY`; in entries before the first `audit.key`, if there is one, SHA-256 alone.',
      ),
  })
  .openapi('AuditEntry')

const CSV = 'text/csv'
const LINES = 'application/jsonl'
const page = z.object({ items: z.array(entry), next })

const list = createRoute({
  method: 'get',
  path: '/audit',
  operationId: 'readAudit',
  summary: 'Read the audit trail',
  description: `Oldest first. \`Accept: ${CSV}\` or \`${LINES}\` returns all of it as a file.`,
  tags: ['Audit'],
  ...guarded('audit.read'),
  request: {
    query: z.strictObject({
      object: short(120)
        .regex(/^[a-z]+\/[\w-]{1,80}$/, 'must be an object such as "incident/k3jx0a9b2c1d"')
        .optional()
        .describe('Only entries about this object, such as `incident/k3j…`.'),
      actor: short(200).optional().describe('Only what they did, as entries name them: `token/desk`.'),
      action: short(60)
        .regex(/^[a-z]+(\.[a-z0-9_]+)*$/, 'must be an act such as "incident.open", or a noun such as "incident"')
        .optional()
        .describe('Only this act (`incident.open`), or all about a noun (`incident`).'),
      from: instant.optional().describe('Only what was done then or later.'),
      to: instant.optional().describe('Only what was done before.'),
      ...paging,
    }),
  },
  responses: {
    200: responseInFormats('A page of entries, or all of them', page, CSV, LINES),
    ...problems(401, 403, 422),
  },
})

export function auditRoutes(app: OpenAPIHono<Env>, deps: AppDeps): void {
  app.openapi(list, async (c) => {
    const { object, actor, action, from, to, limit, cursor } = c.req.valid('query')
    const filter = {
      ...(actor !== undefined && { actor }),
      ...(action !== undefined && { action }),
      ...(object !== undefined && { objects: [object] }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { until: to }),
    }
    const { role } = actionContext(c, deps).actor
    const form = accepts(c, {
      header: 'Accept',
      supports: ['application/json', CSV, LINES],
      default: 'application/json',
    })
    c.header('Vary', 'Accept', { append: true })
    c.header('Cache-Control', 'no-store')
    if (form === CSV)
      return c.body(streamed(csvOf(must(exportAudit(deps.db, role, filter)))), 200, asFile(CSV, 'audit.csv'))
    if (form === LINES) {
      return c.body(streamed(linesOf(must(exportAudit(deps.db, role, filter)))), 200, asFile(LINES, 'audit.jsonl'))
    }
    const [after] = cursor === undefined ? [] : readCursor(cursor)
    const { items, next } = must(
      await readAudit(deps.db, role, { ...filter, ...(after !== undefined && { after }), limit }),
    )
    const body: z.output<typeof page> = {
      items: items.map(({ at, ...line }) => ({ ...line, at: rfc3339(at) })),
      next: next === null ? null : writeCursor([next, 'audit']),
    }
    return c.json(body, 200)
  })
}
