import { z } from 'zod'
import { CASE_STATUSES, IMPACTS, PHASES, PRIORITIES } from '../../domain/vocabulary.ts'
import { incidentId, instant, line, list, markdown, publicLine, slug } from '../../lib/input/fields.ts'
import { translatedUpdate } from '../../lib/input/translations.ts'

/** The text of one update. */
const body = markdown(20_000).describe(
  'Markdown: what is known, what is being done, what customers can do. HTML is shown as text.',
)

const translations = translatedUpdate(20_000)

const affected = z.strictObject({
  id: slug.describe('A platform id from `GET /platforms`.'),
  impact: z.enum(IMPACTS).describe('How the platform is affected now.'),
})

const platforms = list(affected, 200)

const request = {
  body,
  phase: z
    .enum(PHASES)
    .optional()
    .describe('The phase shown to the public. Default: unchanged, `investigating` for the first update.'),
  nextUpdateBy: instant
    .optional()
    .describe(
      "Promise the next update by then. May be earlier than the priority's update interval; later only with `reason`, and never on a P1G.",
    ),
  etr: instant
    .optional()
    .describe('Estimated time of resolution. With `reason` the next update is promised for then, except on a P1G.'),
  holdUntil: instant
    .optional()
    .describe('On hold until then. With `reason` the next update is promised for then, except on a P1G.'),
  reason: publicLine(500).optional().describe('Why the next update comes later than usual; shown to the public.'),
  translations: translations.optional(),
}

const notify = z
  .boolean()
  .default(true)
  .describe('Send subscribers a message; `false` sends none, and pages and feeds show it all the same.')

/** `POST /incidents`: an `OpenCommand`. */
export const openIncidentInput = z.strictObject({
  title: publicLine(200).describe('What is wrong, in terms that customers use.'),
  priority: z.enum(PRIORITIES).describe('P1G is a master case: several organisations have the same problem.'),
  caseNumber: line(60).optional().describe('The case number in the support system.'),
  openedAt: instant
    .optional()
    .describe(
      'When support opened the case; not in the future. Default: now. The promised first response counts from then, also where it is told days later. Without a `startedAt` the problem began then.',
    ),
  startedAt: instant
    .optional()
    .describe('When the problem began; not in the future. More than 30 days ago only if `confirmed`.'),
  resolvedAt: instant
    .optional()
    .describe('When the problem was over, of an incident that is told afterwards: with phase `resolved`.'),
  platforms: platforms.describe('The affected platforms. An open P1G needs at least one that is not operational.'),
  update: z.strictObject(request).describe('The first public update.'),
  vendor: line(100).optional().describe('The name of another company that has to act.'),
  caseStatus: z
    .enum(['new', 'in_progress'])
    .optional()
    .describe('`new` until somebody works on it. Default: `in_progress`.'),
  relatedTo: incidentId
    .optional()
    .describe('An earlier incident that this one continues; each then refers to the other.'),
  confirmed: z
    .boolean()
    .optional()
    .describe(
      'Required to be `true` for P3 and P4: it may become public, and it names no customer. Also for an unusually early `startedAt`.',
    ),
  notify,
  drill: z.boolean().default(false).describe('An exercise: visible to staff only, and nobody is notified.'),
})

/** `POST /incidents/{id}/updates`: an `UpdateCommand`. */
export const postUpdateInput = z.strictObject({
  ...request,
  etr: request.etr
    .nullable()
    .describe(
      'Estimated time of resolution; `null` withdraws an earlier one. With `reason` the next update is promised for then, except on a P1G.',
    ),
  platforms: platforms.optional().describe('Only platforms whose impact changes.'),
  caseStatus: z
    .enum(CASE_STATUSES)
    .optional()
    .describe(
      'The new case status. Default: `closed` with phase `resolved`, `on_hold` with `holdUntil`, else work continues.',
    ),
  resolvedAt: instant
    .optional()
    .describe('When the problem was over, of an update that resolves it: not before it began. Default: now.'),
  duplicateOf: incidentId
    .optional()
    .describe(
      'The open incident that replaces this one. This one closes, its followers are moved there, and that one takes over its impacts on platforms; not of a platform that this update sets to `operational`, and none with `resolvedAt`.',
    ),
  confirmed: z
    .boolean()
    .optional()
    .describe(
      'Required to be `true` to close a case as `closed_no_response` before its customers had the time to answer.',
    ),
  notify,
})

/** `PATCH /incidents/{id}`: a `ChangeCommand`. */
export const changeIncidentInput = z
  .strictObject({
    title: publicLine(200).optional(),
    priority: z
      .enum(PRIORITIES)
      .optional()
      .describe('Requires a `reason`, and from P1G, P1 or P2 to P3 or P4 `confirmed`.'),
    reason: line(500).optional().describe('Why the priority changes, or the times; kept in the audit trail only.'),
    vendor: line(100).nullable().optional().describe('`null` removes it.'),
    openedAt: instant.optional().describe('A correction by a lead, with a `reason`: when support opened the case.'),
    startedAt: instant.optional().describe('A correction by a lead, with a `reason`: when the problem began.'),
    resolvedAt: instant
      .optional()
      .describe('A correction by a lead, with a `reason`: when the problem of a resolved incident was over.'),
    confirmed: z
      .boolean()
      .optional()
      .describe(
        'Required to be `true` where it becomes a P3 or P4: it may be public, and it names no customer. Also for a beginning more than 30 days before the first update.',
      ),
    notify: notify.describe(
      'Send subscribers a message if it becomes a P1G, or is none any more while it is open; nothing else is told. Pages and feeds follow all the same.',
    ),
  })
  .refine(
    ({ reason: _, confirmed: __, notify: ___, ...change }) =>
      Object.values(change).some((value) => value !== undefined),
    {
      error: 'Give a title, a priority, a vendor or a time to change.',
    },
  )

/** `PATCH /incidents/{id}/updates/{uid}`. */
export const correctUpdateInput = z
  .strictObject({ body: body.optional(), translations: translations.optional() })
  .refine((words) => words.body !== undefined || words.translations !== undefined, {
    error: 'Give a body or translations to correct.',
  })
