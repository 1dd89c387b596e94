import { fieldsOf } from '../../../db/contact/columns.ts'
import { contactsOf, type ReachedContactRow } from '../../../db/contact/contacts.ts'
import {
  findOrganisationRow,
  type OrganisationRow,
  organisationPage,
  platformsUsedBy,
} from '../../../db/contact/organisations.ts'
import type { Reader } from '../../../db/schema/index.ts'
import type { Contact, Organisation } from '../../domain/contact/contact.ts'
import { unreachableOf } from '../../domain/contact/reach.ts'
import type { Instant } from '../../domain/vocabulary.ts'

/** An organisation with everybody it named: the primary ones first, then by name. */
export interface OrganisationRecord extends Organisation {
  contacts: readonly Contact[]
  /** When somebody last asked it to name contacts. */
  asked: { at: Instant; by: string } | null
  createdAt: Instant
  updatedAt: Instant
}

type Position = Pick<OrganisationRow, 'search' | 'id'>

interface Wish {
  /** Each of its words is in the organisation's name or number, or in a contact's name, title or address. */
  query: string
  after: Position | null
  limit: number
}

/** Organisations by name, and where the next page begins. */
export async function readOrganisations(
  db: Reader,
  { query, after, limit }: Wish,
): Promise<{ items: OrganisationRecord[]; next: Position | null }> {
  const rows = await organisationPage(db, { query, after, limit: limit + 1 })
  const page = rows.slice(0, limit)
  return { items: await recordsOf(db, page), next: (rows.length > limit && page.at(-1)) || null }
}

export async function readOrganisation(db: Reader, id: string): Promise<OrganisationRecord | null> {
  const row = await findOrganisationRow(db, id)
  return row ? ((await recordsOf(db, [row]))[0] ?? null) : null
}

/** Organisations with their platforms and contacts. */
export async function recordsOf(db: Reader, rows: readonly OrganisationRow[]): Promise<OrganisationRecord[]> {
  const ids = rows.map(({ id }) => id)
  const [platforms, contacts] = [await platformsUsedBy(db, ids), await contactsOf(db, ids)]
  const named = Map.groupBy(contacts, ({ organisation_id }) => organisation_id)
  return rows.map(({ id, name, customer_number, asked_at, asked_by, created_at, updated_at }) => ({
    ...{ id, name, customerNumber: customer_number, platforms: platforms.get(id) ?? [] },
    contacts: (named.get(id) ?? []).map(contactOf),
    asked: asked_at !== null && asked_by !== null ? { at: asked_at, by: asked_by } : null,
    ...{ createdAt: created_at, updatedAt: updated_at },
  }))
}

/** A contact as the desk sees it. */
export function contactOf(row: ReachedContactRow): Contact {
  const { id, organisation_id: organisationId, source, confirmed_at: confirmedAt } = row
  return { id, organisationId, ...fieldsOf(row), source, confirmedAt, unreachable: unreachableOf(row) }
}
