import { z } from 'zod'
import { line, slug, text } from '../../lib/fields.ts'

const name = line(100).describe('As customers know it.')
const group = line(100).describe('The heading it stands under on the page.')
const description = text(1000).nullable().describe('One sentence for those who do not know it.')
const position = z.int().min(0).max(1_000_000).describe('Its place on the page, least first.')

/** `POST /platforms`: a `NewPlatform`. */
export const createPlatformInput = z.strictObject({
  id: slug.describe('Its slug: part of its URLs for ever.'),
  name,
  group,
  description: description.optional(),
  position: position.optional().describe('Its place on the page, least first; the last, if left out.'),
})

/** `PATCH /platforms/{id}`: a `PlatformChange`. */
export const changePlatformInput = z
  .strictObject({
    name: name.optional(),
    group: group.optional(),
    description: description.optional(),
    position: position.optional(),
    archived: z
      .boolean()
      .optional()
      .describe('Taken off the page; refused while an open incident, a window or a programme is about it.'),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'Name something to change.',
  })
