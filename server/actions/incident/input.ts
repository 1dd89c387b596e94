import { z } from 'zod'
import { CASE_STATUSES, IMPACTS, PHASES, PRIORITIES } from '../../domain/vocabulary.ts'
import { instant, line, slug, text } from '../../lib/fields.ts'

/** Markdown of one update. */
const body = text(20_000).describe(
  'Markdown: what is known, what is done, what customers can do. Raw HTML is shown as text.',
)

const translations = z
  .record(
    z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'must be a language such as "pt" or "pt-BR"'),
    z.strictObject({ title: line(200).optional(), body: text(20_000) }),
  )
  .refine((languages) => Object.keys(languages).length <= 20, 'must have at most 20 languages')
  .describe('The same words in other languages, by language tag.')

const affected = z.strictObject({
  id: slug.describe('A platform of GET /platforms.'),
  impact: z.enum(IMPACTS).describe('What the incident does to the platform now.'),
})

const platforms = z.array(affected).max(200, 'must have at most 200 platforms')

const request = {
  body,
  phase: z.enum(PHASES).optional().describe('What the public sees; left out, it stays (at first: investigating).'),
  nextUpdateBy: instant
    .optional()
    .describe(
      'Promise the next update by then. Earlier than the cadence always; later only with `reason`, never on a P1G.',
    ),
  etr: instant.optional().describe('Estimated time to resolution. With `reason` it sets the promise, except on a P1G.'),
  holdUntil: instant.optional().describe('On hold until then. With `reason` it sets the promise, except on a P1G.'),
  reason: line(500).optional().describe('Why the next update comes later than the cadence; shown in public.'),
  translations: translations.optional(),
}

const incidentId = z.string().regex(/^[a-z0-9]{12}$/, 'must be an incident id: 12 letters and digits')

const notify = z.boolean().default(true).describe('Tell subscribers; false changes the page alone.')

/** `POST /incidents`: an `OpenCommand`. */
export const openIncidentInput = z.strictObject({
  title: line(200).describe('What is wrong, in the words of customers.'),
  priority: z.enum(PRIORITIES).describe('P1G is the master case: several organisations have the same problem.'),
  caseNumber: line(60).optional().describe("The master case's number."),
  openedAt: instant.optional().describe('When support opened the case; not in the future. Now, if left out.'),
  startedAt: instant.optional().describe('When the trouble began; not in the future.'),
  platforms: platforms.describe('What is affected. An open P1G marks at least one platform as not operational.'),
  update: z.strictObject(request).describe('The first public text.'),
  vendor: line(100).optional().describe('Who else has to act, by name.'),
  caseStatus: z.enum(['new', 'in_progress']).optional().describe('`new` until somebody takes it up.'),
  relatedTo: incidentId.optional().describe('An earlier incident that this one continues; related both ways.'),
  confirmed: z
    .boolean()
    .optional()
    .describe('A P3 or P4 is posted only with `true`: yes, the public is to see it, and it names no customer.'),
  notify,
  drill: z.boolean().default(false).describe('An exercise: visible to staff alone, told to nobody.'),
})

/** `POST /incidents/{id}/updates`: an `UpdateCommand`. */
export const postUpdateInput = z.strictObject({
  ...request,
  platforms: platforms.optional().describe('Only the platforms whose impact changes.'),
  caseStatus: z
    .enum(CASE_STATUSES)
    .optional()
    .describe('Where the case stands from now on. Left out: resolving closes it, a hold holds it, work goes on.'),
  duplicateOf: incidentId
    .optional()
    .describe('The open incident that goes on in the place of this one, which closes; its followers move there.'),
  notify,
})

/** `PATCH /incidents/{id}`: a `ChangeCommand`. */
export const changeIncidentInput = z
  .strictObject({
    title: line(200).optional(),
    priority: z.enum(PRIORITIES).optional().describe('Needs a `reason`.'),
    reason: line(500).optional().describe('Why the priority changes; kept in the audit trail.'),
    vendor: line(100).nullable().optional().describe('null: nobody else any more.'),
  })
  .refine((change) => [change.title, change.priority, change.vendor].some((value) => value !== undefined), {
    error: 'Name a title, a priority or a vendor to change.',
  })

/** `PATCH /incidents/{id}/updates/{uid}`. */
export const correctUpdateInput = z
  .strictObject({ body: body.optional(), translations: translations.optional() })
  .refine((words) => words.body !== undefined || words.translations !== undefined, {
    error: 'Name a body or translations to correct.',
  })
