import { z } from 'zod'
import { SHORT_NOTICE_CLASSES } from '../../domain/maintenance/maintenance.ts'
import { ENDERS, MAINTENANCE_IMPACTS } from '../../domain/maintenance/programme.ts'
import { instant, list, markdown, publicLine, slug } from '../../lib/input/fields.ts'
import { changedTexts, translatedTexts, translations } from '../../lib/input/translations.ts'

const shortNotice = z
  .strictObject({ class: z.enum(SHORT_NOTICE_CLASSES), reason: publicLine(500) })
  .describe('Why it comes at short notice. Required where it cuts short what its programme promises; always shown.')

const said = translations(z.strictObject({ body: markdown(20_000) })).describe(
  'The same text in other languages of pages, by language; not in that of the text itself.',
)

const fields = {
  title: publicLine(200).describe('What will be done, in a few words.'),
  description: markdown(20_000).describe('Markdown: what will be done, and what customers may notice.'),
  reason: markdown(2000).describe('Markdown: why. Required for unscheduled work between 05:00 and 23:00.'),
  platforms: list(slug, 100, 1),
  impact: z.enum(MAINTENANCE_IMPACTS).describe('The state of its platforms while it runs.'),
  endsBy: z
    .enum(ENDERS)
    .describe('Who completes it: `clock` at its end, or `hand`. Default: `hand`, or `clock` if it has no impact.'),
  startsAt: instant,
  endsAt: instant,
  shortNotice,
}

const acceptConflicts = z
  .boolean()
  .default(false)
  .describe('Accept conflicts with other windows, a freeze or an open P1G.')

/** `POST /maintenances`: a `NewMaintenance`. */
export const scheduleMaintenanceInput = z.strictObject({
  title: fields.title.optional().describe('What will be done, in a few words. Required without a programme.'),
  programme: slug.optional().describe('The programme that provides what is left out here. Default: "unscheduled".'),
  startsAt: fields.startsAt.describe('May be in the past: the notice then says that the work has begun or is over.'),
  endsAt: fields.endsAt,
  platforms: fields.platforms.optional().describe('Platform ids. Required without a programme.'),
  description: fields.description.optional(),
  reason: fields.reason.optional(),
  translations: translatedTexts(fields).optional(),
  impact: fields.impact.optional(),
  endsBy: fields.endsBy.optional(),
  shortNotice: shortNotice.optional(),
  notify: z.boolean().default(true).describe('Send subscribers messages; `false`: on the page only, and not in feeds.'),
  acceptConflicts,
})

/** A translation needs a text that it is one of. */
const ofANote = {
  error: 'Give the `note` that this is the text of.',
  path: ['translations'],
}

/** `PATCH /maintenances/{id}`: a `MaintenancePatch`. */
export const changeMaintenanceInput = z
  .strictObject({
    ...z.strictObject(fields).partial().shape,
    reason: fields.reason.optional().describe('Markdown: why the work is done. Why the window changes is its `note`.'),
    note: markdown(20_000).optional().describe('Markdown: why it is moved or changed; part of the notice.'),
    translations: changedTexts(fields, { body: markdown(20_000).optional().describe('Of the `note`.') }).optional(),
    notify: z
      .boolean()
      .optional()
      .describe('Notify subscribers. A new time of an announced window, or one at short notice, is always sent.'),
    acceptConflicts,
  })
  .refine(
    (change) =>
      [...Object.keys(fields), 'translations'].some((name) => change[name as keyof typeof change] !== undefined),
    { error: 'Give at least one field to change.' },
  )
  .refine(
    ({ note, translations: given = {} }) =>
      note !== undefined || Object.values(given).every(({ body }) => body === undefined),
    ofANote,
  )

/** `POST /maintenances/{id}/updates`: a `MaintenanceUpdate`. */
export const maintenanceUpdateInput = z.strictObject({
  body: markdown(20_000).describe('Markdown.'),
  state: z.enum(['announced', 'in_progress', 'verifying', 'completed']).optional(),
  translations: said.optional(),
  notify: z
    .boolean()
    .optional()
    .describe(
      'Send subscribers a message; default: if they have heard of the window. `false` sends none, and page and feeds of an announced window show it all the same. Announcements and promised notices of start and end are always sent.',
    ),
})

/** `POST /maintenances/{id}/cancel`: a `Cancellation`. */
export const cancelMaintenanceInput = z
  .strictObject({
    note: markdown(20_000).optional().describe('Markdown: why; part of the notice.'),
    translations: said.optional(),
    notify: z
      .boolean()
      .optional()
      .describe('Notify subscribers even if the window was not announced; if it was, they always are.'),
  })
  .refine(({ note, translations: given }) => note !== undefined || given === undefined, ofANote)
