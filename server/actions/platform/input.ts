import { z } from 'zod'
import { line, slug, text } from '../../lib/input/fields.ts'

const name = line(100).describe('The name that customers know.')
const group = line(100).describe('The heading under which the page lists it.')
const description = text(1000).nullable().describe('One sentence that explains it.')
const position = z.int().min(0).max(1_000_000).describe('Its place on the page, lowest first.')

/** `POST /platforms`: a `NewPlatform`. */
export const createPlatformInput = z.strictObject({
  id: slug.describe('A slug, permanently part of its URLs.'),
  name,
  group,
  description: description.optional(),
  position: position.optional().describe('Its place on the page, lowest first. Default: last.'),
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
      .describe(
        'No longer in use: it leaves the current state and the forms, never the past, and whoever follows it or everything is told, once. Refused while open incidents, windows that run or are planned, or programmes name it: all of them are named.',
      ),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'Give at least one field to change.',
  })

/** Another name of a group. */
export const renameGroupInput = z.strictObject({ name: group })
