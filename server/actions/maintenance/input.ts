import { z } from 'zod'
import { SHORT_NOTICE_CLASSES } from '../../domain/maintenance/maintenance.ts'
import { ENDERS, MAINTENANCE_IMPACTS } from '../../domain/maintenance/programme.ts'
import { instant, line, slug, text } from '../../lib/fields.ts'

const shortNotice = z
  .strictObject({ class: z.enum(SHORT_NOTICE_CLASSES), reason: line(500) })
  .describe('Why less notice is given than promised.')

const translations = z
  .record(z.string().regex(/^[a-z]{2,3}$/), z.strictObject({ body: text(20_000) }))
  .describe('The note in other languages, by language.')

const fields = {
  title: line(200).describe('What is done, in a few words.'),
  description: text(20_000).describe('Markdown: what is done, and what customers may notice.'),
  reason: text(2000).describe('Markdown: why. Unscheduled work between 05:00 and 23:00 needs it.'),
  platforms: z.array(slug).min(1, 'must name at least one platform').max(100),
  impact: z.enum(MAINTENANCE_IMPACTS).describe('What its platforms show while it runs.'),
  endsBy: z.enum(ENDERS).describe('Who says that it is over; a person, unless it has no impact.'),
  startsAt: instant,
  endsAt: instant,
  shortNotice,
}

const acceptConflicts = z.boolean().default(false).describe('Go on although it collides with something.')

/** `POST /maintenances`: a `NewMaintenance`. */
export const scheduleMaintenanceInput = z.strictObject({
  title: fields.title.optional().describe('Needed outside a programme.'),
  programme: slug
    .optional()
    .describe('The programme whose texts, platforms and notices it takes; "unscheduled", if left out.'),
  startsAt: fields.startsAt.describe('May lie in the past: then it is told afterwards, marked so.'),
  endsAt: fields.endsAt,
  platforms: fields.platforms.optional().describe('Needed outside a programme.'),
  description: fields.description.optional(),
  reason: fields.reason.optional(),
  impact: fields.impact.optional(),
  endsBy: fields.endsBy.optional(),
  shortNotice: shortNotice.optional(),
  notify: z.boolean().default(true).describe('Tell subscribers; false: on the page only.'),
  acceptConflicts,
})

/** `PATCH /maintenances/{id}`: a `MaintenancePatch`. */
export const changeMaintenanceInput = z
  .strictObject({
    ...z.strictObject(fields).partial().shape,
    note: text(20_000).optional().describe('Markdown: why it changes, told with it.'),
    translations: translations.optional(),
    notify: z.boolean().optional().describe('A new time of an announced window is told in any case.'),
    acceptConflicts,
  })
  .refine((change) => Object.keys(fields).some((name) => change[name as keyof typeof change] !== undefined), {
    error: 'Name something to change.',
  })

/** `POST /maintenances/{id}/updates`: a `MaintenanceUpdate`. */
export const maintenanceUpdateInput = z.strictObject({
  body: text(20_000).describe('Markdown.'),
  state: z.enum(['announced', 'in_progress', 'verifying', 'completed']).optional(),
  translations: translations.optional(),
  notify: z.boolean().default(true).describe('Never silences an announcement, nor a promised start or end.'),
})

/** `POST /maintenances/{id}/cancel`: a `Cancellation`. */
export const cancelMaintenanceInput = z.strictObject({
  note: text(20_000).optional().describe('Markdown: why, told with it.'),
  translations: translations.optional(),
  notify: z.boolean().optional().describe('Whoever had heard of it hears of this in any case.'),
})
