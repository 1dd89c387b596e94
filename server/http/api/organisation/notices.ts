import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import type { ProofsOf } from '../../../../db/contact/notices.ts'
import { findOrganisationRow } from '../../../../db/contact/organisations.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import { toldText } from '../../../../src/i18n/told.ts'
import { exportNotices } from '../../../actions/organisation/export-notices.ts'
import { CALL_RESULTS, CONTACT_RANKS, PURPOSES } from '../../../domain/contact/contact.ts'
import { NOTICE_RESULTS, type ProofLine } from '../../../domain/contact/proof.ts'
import { notFound } from '../../../domain/refusal.ts'
import { asFile } from '../../../lib/csv.ts'
import { incidentId, short } from '../../../lib/input/fields.ts'
import { objectUrl } from '../../../lib/links.ts'
import { readCalls, readNotices } from '../../../queries/organisation/notices.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext, guarded } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import {
  instantOut,
  maintenanceId,
  next,
  paging,
  problems,
  responseInFormats,
  rfc3339,
  rfc3339OrNull,
} from '../common.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { shownIncident } from '../incident/show.ts'
import { shownMaintenance } from '../maintenance/show.ts'
import { streamed } from '../streamed.ts'
import { proofFile } from './proof-file.ts'

const organisationId = short(40).regex(/^[a-z0-9]{12}$/, 'must be the id of an organisation')
const query = z.strictObject({ organisation: organisationId.optional(), ...paging })
const named = z.object({ id: z.string(), name: z.string() })

const notice = z
  .object({
    at: instantOut.describe('When it was to be told.'),
    what: z.string(),
    object: z.object({ type: z.string(), id: z.string(), title: z.string(), url: z.string() }).nullable(),
    organisation: named,
    contact: named.extend({ email: z.string().nullable() }).nullable().describe('`null`: erased.'),
    addressHash: z.string(),
    purpose: z.enum(PURPOSES),
    rank: z.enum(CONTACT_RANKS).nullable(),
    channel: z.string(),
    result: z.enum([...NOTICE_RESULTS, ...CALL_RESULTS]),
    why: z.string().nullable(),
    handedOverAt: instantOut.nullable(),
    resultAt: instantOut.nullable(),
    lateMinutes: z.int().nullable(),
    by: z.string().nullable().describe('Of what was told by hand.'),
    note: z.string().nullable(),
  })
  .openapi('ContactNotice')

const page = z.object({ items: z.array(notice), next })
const CSV = 'text/csv'

const common = {
  method: 'get',
  summary: 'List which contacts were told what, and what became of it',
  ...guarded('contact.read'),
  responses: {
    200: responseInFormats('A page of notices, or all as a sealed file', page, CSV),
    ...problems(401, 403, 404, 422),
  },
} as const

const ofIncident = createRoute({
  ...common,
  path: '/incidents/{id}/notices',
  operationId: 'listIncidentNotices',
  description: `In the order of the events, then what was told by hand. \`Accept: ${CSV}\` returns a file that \`doctor --proof\` checks.`,
  tags: ['Incidents'],
  request: { params: z.strictObject({ id: incidentId }), query },
})

const ofMaintenance = createRoute({
  ...common,
  path: '/maintenances/{id}/notices',
  operationId: 'listMaintenanceNotices',
  tags: ['Maintenance'],
  request: { params: z.strictObject({ id: maintenanceId }), query },
})

type Query = z.output<typeof query>

/** Of an incident or a window. */
interface About {
  of: ProofsOf
  object: string
  title: string
}

export function noticeRoutes(app: OpenAPIHono<Env>, deps: AppDeps): void {
  app.openapi(ofIncident, async (c) => {
    const { id, title } = await shownIncident(c, deps, c.req.valid('param').id)
    return answer(c, deps, { of: { incidentId: id }, object: `incident/${id}`, title }, c.req.valid('query'))
  })
  app.openapi(ofMaintenance, async (c) => {
    const { id, title } = await shownMaintenance(c, deps, c.req.valid('param').id)
    return answer(c, deps, { of: { maintenanceId: id }, object: `maintenance/${id}`, title }, c.req.valid('query'))
  })
}

async function answer(c: Context<Env>, deps: AppDeps, { of, object, title }: About, asked: Query) {
  const { organisation: organisationId, limit, cursor } = asked
  const organisation = organisationId === undefined ? null : await findOrganisationRow(deps.db, organisationId)
  if (organisationId !== undefined && !organisation) must(notFound('organisation', organisationId))
  const narrowed = { ...of, organisationId }
  c.header('Vary', 'Accept', { append: true })
  if (accepts(c, { header: 'Accept', supports: ['application/json', CSV], default: 'application/json' }) === CSV) {
    must(await exportNotices(actionContext(c, deps), { object, organisation: organisation?.id ?? null }))
    const whole = { subject: `“${title}”, all organisations`, object }
    const one = organisation && {
      subject: `${organisation.name}: “${title}”`,
      object: `${object} organisation/${organisation.id}`,
    }
    const file = proofFile(deps, { of: narrowed, subject: one ?? whole })
    return c.body(streamed(file), 200, asFile(CSV, 'notices.csv'))
  }
  const { items, next } = await readPage(deps, narrowed, limit, cursor)
  const body: z.output<typeof page> = { items: items.map((line) => resource(line, deps.site.url)), next }
  return c.json(body, 200)
}

const BY_HAND = 'byhand'

/** What was mailed, then what was told by hand. */
async function readPage({ db }: AppDeps, of: ProofsOf, limit: number, cursor?: string) {
  const [position, id = ''] = cursor === undefined ? [] : readCursor(cursor)
  const isByHand = id === BY_HAND
  const [organisationId = '', addressHash = ''] = id.split(':')
  const after = position === undefined ? null : { eventId: position, organisationId, addressHash }
  const mailed = isByHand ? { items: [], next: null } : await readNotices(db, of, { after, limit })
  if (mailed.next) {
    const { eventId, organisationId, addressHash } = mailed.next
    return { items: mailed.items, next: writeCursor([eventId, `${organisationId}:${addressHash}`]) }
  }
  const calls = await readCalls(db, of)
  const from = isByHand ? (position ?? 0) : 0
  const to = from + limit - mailed.items.length
  const items = [...mailed.items, ...calls.slice(from, to)]
  return { items, next: to < calls.length ? writeCursor([to, BY_HAND]) : null }
}

function resource(line: ProofLine, siteUrl: string): z.output<typeof notice> {
  const { told, object, at, handedOverAt, resultAt, ...rest } = line
  return {
    ...rest,
    at: rfc3339(at),
    what: toldText(told, dictionary('en')),
    object: object && { ...object, url: objectUrl(siteUrl, object) },
    handedOverAt: rfc3339OrNull(handedOverAt),
    resultAt: rfc3339OrNull(resultAt),
  }
}
