import { z } from 'zod'
import { instant, line, markdown } from '../../lib/input/fields.ts'
import { translatedUpdate } from '../../lib/input/translations.ts'
import { postUpdateInput } from './input.ts'

/** `POST /incidents/{id}/reopen`: a `ReopenCommand`. */
export const reopenInput = postUpdateInput
  .pick({
    body: true,
    phase: true,
    nextUpdateBy: true,
    etr: true,
    reason: true,
    translations: true,
    platforms: true,
    notify: true,
  })
  .describe('The public update. Platforms that are left out get the impact that they had before the case was resolved.')

/** `PUT /incidents/{id}/postmortem`: a `PostmortemCommand`. */
export const postmortemInput = z.strictObject({
  body: markdown(50_000).describe('Markdown: what happened, why, what was done, and what will prevent it in future.'),
  translations: translatedUpdate(50_000).optional(),
  notify: z
    .boolean()
    .default(true)
    .describe(
      'Send followers a message about the first version; later versions are corrections and are never sent. Pages and feeds show each.',
    ),
})

/** `POST /promises/{id}/acknowledge`: an `Acknowledgement`. */
export const acknowledgeInput = z.strictObject({
  until: instant
    .optional()
    .describe(
      'Puts it off, once, by 24 hours at most: the ladder skips what it tells before then, at most until the due time. Refused where nothing of it comes in between. Takes a reason.',
    ),
  reason: line(500)
    .optional()
    .describe('Why it has to wait, or a note for colleagues. Visible to staff only; the promise stays as it is.'),
})

/** `POST /incidents/{id}/contacts`: a `Contact`. */
export const contactInput = z.strictObject({
  what: z.enum(['asked', 'answered']),
  at: instant.optional().describe('Not in the future. Default: now.'),
  note: line(500).optional().describe('Kept in the audit trail only.'),
})
