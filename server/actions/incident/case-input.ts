import { z } from 'zod'
import { instant, line, text } from '../../lib/fields.ts'
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
  .describe('What customers read. Platforms left out are affected as they were before the case was resolved.')

/** `PUT /incidents/{id}/postmortem`: a `PostmortemCommand`. */
export const postmortemInput = z.strictObject({
  body: text(50_000).describe('Markdown: what happened, why, what was done, what will keep it from happening again.'),
  translations: postUpdateInput.shape.translations,
  notify: z.boolean().default(true).describe('Tell followers of the first version; later ones are silent corrections.'),
})

/** `POST /promises/{id}/acknowledge`: an `Acknowledgement`. */
export const acknowledgeInput = z.strictObject({
  until: instant.describe('Nobody is chased until then; a day ahead at most.'),
  reason: line(500).describe('Why the update has to wait. Staff alone see it; the promise stands.'),
})

/** Noting a contact with the customers of a case: a `Contact`. */
export const contactInput = z.strictObject({
  what: z.enum(['asked', 'answered']),
  at: instant.optional().describe('Not in the future; now, if left out.'),
  note: line(500).optional().describe('For the audit trail alone.'),
})
