import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { WORKLIST_KINDS } from '../../../domain/ladder/told.ts'
import { PRIORITIES, STANDINGS } from '../../../domain/vocabulary.ts'
import {
  coverageItem,
  inTurn,
  readyItem,
  requestItem,
  translationItem,
  worklistItem,
} from '../../../lib/wire/worklist.ts'
import { readReadyTexts } from '../../../queries/desk/waiting.ts'
import { readWithoutContact } from '../../../queries/organisation/coverage.ts'
import { readWaitingRequests } from '../../../queries/organisation/requests.ts'
import { readUntranslated } from '../../../queries/untranslated.ts'
import { readWorklist } from '../../../queries/worklist.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { guarded } from '../../middleware/access.ts'
import { instantOut, problems, response } from '../common.ts'
import { gap } from '../organisation/gap.ts'
import { toldPerson } from './escalation.ts'

const undelivered = z
  .object({
    people: z.array(toldPerson.extend({ reason: z.string() })).describe('Whom its messages did not reach, and why.'),
    passedOnTo: z.array(toldPerson).describe('Who was told instead; empty: nobody so far.'),
  })
  .nullable()
  .describe('Of `delivery`: what the ladder of the promise could not deliver. Null of every other kind.')

const item = z.object({
  promiseId: z
    .string()
    .nullable()
    .describe('For `POST /promises/{id}/acknowledge`. Null of `draft`, `coverage` and `translation`.'),
  kind: z
    .enum([...WORKLIST_KINDS, 'draft', 'coverage', 'translation'])
    .describe(
      '`delivery`: messages to staff about a promise that is still open did not arrive; it follows that promise. `draft`: of a draft, a text that waits for a second person, due when it goes out by itself, or was returned, with the `reason`; of an organisation, a contact asks for a change of its entry, which a lead decides. `coverage`: a promised message could not reach this organisation. `translation`: what was said last lacks a text in a language of the site; nothing waits for it. These come last, at most 200 of the first two each.',
    ),
  object: z.object({
    type: z.enum(['incident', 'maintenance', 'organisation', 'draft']),
    id: z.string(),
    url: z.string(),
    title: z.string(),
  }),
  priority: z.enum(PRIORITIES).nullable().describe('Of an incident, as it is now. The promise may be of a former one.'),
  dueAt: instantOut
    .nullable()
    .describe('When the promise is due; of a draft that waits, when it goes out by itself. Null where nothing is due.'),
  standing: z.enum(STANDINGS),
  acknowledgedBy: z.string().nullable().describe('Who said last that they are on it.'),
  acknowledgedAt: instantOut.nullable().describe('When they said so.'),
  putOffUntil: instantOut.nullable(),
  reason: z.string().nullable().describe('What whoever is on it said: why it has to wait, or a note for colleagues.'),
  undelivered,
  gaps: z.array(gap).nullable().describe('Of `coverage`: what the organisation lacks.'),
  missing: z.array(z.string()).nullable().describe('Of `translation`: the languages without a text.'),
})

const worklist = z.object({ items: z.array(item) }).openapi('Worklist')

const show = createRoute({
  method: 'get',
  path: '/worklist',
  operationId: 'showWorklist',
  summary: 'Show the worklist: what the desk owes, by what is due next',
  tags: ['Promises'],
  ...guarded('worklist.read'),
  responses: { 200: response('Everything that the desk owes', worklist), ...problems(401, 403) },
})

export function worklistRoutes(app: OpenAPIHono<Env>, { db, plan, clock, site }: AppDeps): void {
  app.openapi(show, async (c) => {
    const now = clock()
    const owed = (await readWorklist(db, plan, now)).map((one) => worklistItem(one, site.url))
    const ready = (await readReadyTexts(db, plan)).map((one) =>
      readyItem(one, site.url, { now, dueSoon: plan.dueSoon }),
    )
    const asked = (await readWaitingRequests(db)).map((one) => requestItem(one, site.url))
    const uncovered = (await readWithoutContact(db, now)).map((one) => coverageItem(one, site.url))
    const untranslated = (await readUntranslated(db, site.languages, now)).map((one) => translationItem(one, site.url))
    return c.json({ items: [...inTurn([...owed, ...ready]), ...asked, ...uncovered, ...untranslated] }, 200)
  })
}
