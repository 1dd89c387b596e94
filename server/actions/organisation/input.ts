import { z } from 'zod'
import { list, plainName, short, slug } from '../../lib/input/fields.ts'

export const customerNumber = plainName(60).describe(
  "The provider's own number for it. No two organisations have the same.",
)

const fields = {
  name: plainName(160).describe('As the customer is called.'),
  customerNumber: customerNumber.nullable(),
  platforms: list(slug, 200).describe('Ids of the platforms that it uses: its contacts are told of what touches them.'),
}

/** `POST /organisations`. */
export const createOrganisationInput = z.strictObject({
  ...fields,
  customerNumber: fields.customerNumber.default(null),
  platforms: fields.platforms.default([]),
})
export type NewOrganisation = z.output<typeof createOrganisationInput>

/** `PATCH /organisations/{id}`: what is left out stays. */
export const changeOrganisationInput = z
  .strictObject(fields)
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'Give at least one field to change.',
  })
export type OrganisationChange = z.output<typeof changeOrganisationInput>

/** `POST /organisations/{id}/merge`. */
export const mergeOrganisationsInput = z.strictObject({ into: short(40).describe('The entry that stays.') })
