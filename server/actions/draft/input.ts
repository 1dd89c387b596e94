import { z } from 'zod'
import { DRAFT_KINDS, MOST_BYTES } from '../../domain/draft/draft.ts'
import { KINDS } from '../../domain/vocabulary.ts'
import { list, record, short } from '../../lib/input/fields.ts'

const typed = short(MOST_BYTES)

const of = {
  id: short(40)
    .regex(/^[a-z0-9]{12}$/, 'must be a draft id: 12 letters and digits')
    .describe('Chosen by the form, once.'),
  kind: z.enum(DRAFT_KINDS).describe('What it is to become.'),
  object: z
    .strictObject({ type: z.enum(KINDS), id: short(80) })
    .nullable()
    .describe('The incident or the window that it is about; `null`: a new one.'),
}

/** A `DraftOf`. */
export const draftInput = z.strictObject(of)

/** A `DraftSave`. */
export const saveDraftInput = z.strictObject({
  ...of,
  fields: record(short(100), z.union([typed, list(typed, 500)]), 500).describe('The form as typed, at most 64 kB.'),
  base: z.int().min(0).max(1_000_000).describe('The sequence number of the newest update that the writer has seen.'),
  revision: z.int().min(0).max(1_000_000_000).describe('The revision that it was written on; 0: never saved.'),
})
