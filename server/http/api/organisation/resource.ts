import { z } from '@hono/zod-openapi'
import { CONTACT_RANKS, type Contact, PURPOSES } from '../../../domain/contact/contact.ts'
import { short } from '../../../lib/input/fields.ts'
import type { OrganisationRecord } from '../../../queries/organisation/organisations.ts'
import { entryId, instantOut, paging, rfc3339 } from '../common.ts'
import { readTextCursor, writeCursor } from '../cursor.ts'

export const tags = ['Organisations']
export const one = z.strictObject({ id: entryId })

/** Parameters of a page of organisations; the cursor holds a name. */
export const byName = { ...paging, cursor: short(1000).optional().describe('`next` of the previous page.') }

/** Where the page before ended. */
export function positionIn(cursor: string | undefined): { search: string; id: string } | null {
  if (cursor === undefined) return null
  const [search, id] = readTextCursor(cursor)
  return { search, id }
}

export function cursorAt(position: { search: string; id: string } | null): string | null {
  return position && writeCursor([position.search, position.id])
}

export const organisation = z
  .object({
    id: z.string(),
    name: z.string(),
    customerNumber: z.string().nullable(),
    platforms: z.array(z.string()),
    createdAt: instantOut,
    updatedAt: instantOut,
  })
  .openapi('Organisation')

export const contact = z
  .object({
    id: z.string(),
    name: z.string(),
    title: z.string().nullable(),
    email: z.string(),
    phone: z.string().nullable(),
    locale: z.string(),
    timeZone: z.string().nullable(),
    rank: z.enum(CONTACT_RANKS),
    purposes: z.array(z.enum(PURPOSES)),
    source: z.string().describe('`api`, `console`, `self`, or the list it came with.'),
    confirmedAt: instantOut.describe('When it was last said to be right.'),
    unreachable: z
      .object({ how: z.enum(['bounced', 'suppressed']), why: z.string() })
      .nullable()
      .describe('Why nothing is sent there. Saying the address again tries again.'),
  })
  .openapi('MainContact')

export function organisationResource(found: OrganisationRecord): z.output<typeof organisation> {
  const { id, name, customerNumber, platforms, createdAt, updatedAt } = found
  const at = { createdAt: rfc3339(createdAt), updatedAt: rfc3339(updatedAt) }
  return { id, name, customerNumber, platforms: [...platforms], ...at }
}

export function contactResource(found: Contact): z.output<typeof contact> {
  const { organisationId: _, purposes, confirmedAt, ...same } = found
  return { ...same, purposes: [...purposes], confirmedAt: rfc3339(confirmedAt) }
}
