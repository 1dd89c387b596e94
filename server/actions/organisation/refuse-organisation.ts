import { organisationNumbered } from '../../../db/contact/organisations.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { platformErrors } from '../../domain/platform/naming.ts'
import { conflict, invalid, type Refusal } from '../../domain/refusal.ts'
import { platformsThere } from '../platform/platforms-there.ts'

interface Said {
  customerNumber?: string | null | undefined
  platforms?: readonly string[] | undefined
}

/** Refuses a number that another organisation has, and platforms that are not in use; those of `had` may stay. */
export async function refuseOrganisation(
  db: Reader,
  { customerNumber, platforms }: Said,
  { id = null, had = [] }: { id?: string | null; had?: readonly string[] } = {},
): Promise<{ ok: false; refusal: Refusal } | null> {
  const errors = platforms === undefined ? [] : platformErrors(platforms, await platformsThere(db), had)
  if (errors.length > 0) return invalid(errors)
  const other = customerNumber == null ? null : await organisationNumbered(db, customerNumber)
  if (!other || other.id === id) return null
  return conflict(
    'customer_number_taken',
    `"${other.name}" has the customer number ${customerNumber} already. Change that one, or merge the two.`,
  )
}
