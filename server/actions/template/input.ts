import { z } from 'zod'
import { PHASES } from '../../domain/vocabulary.ts'
import { list, plainName, slug, templateLine, templateText } from '../../lib/input/fields.ts'

const PLACES = 'may have `{platforms}`, `{case}` and `{eta}`'

const fields = {
  name: plainName(100).describe('What the desk calls it. No two read alike.'),
  phase: z.enum(PHASES).describe('The phase of the updates that it is for.'),
  platforms: list(slug, 100).describe('Ids of the platforms that it is about. Without any: all.'),
  title: templateLine(200).nullable().describe(`The title of a new incident; ${PLACES}. \`null\`: none.`),
  body: templateText(20_000).describe(`Markdown; ${PLACES}. A text is not posted while one of them stands in it.`),
}

/** `POST /templates`: a `NewTemplate`. */
export const createTemplateInput = z.strictObject({
  ...fields,
  platforms: fields.platforms.default([]),
  title: fields.title.default(null),
})

/** `PATCH /templates/{id}`: a `TemplateChange`. */
export const changeTemplateInput = z
  .strictObject(fields)
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'Give at least one field to change.',
  })
