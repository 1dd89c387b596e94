import { countUncovered, uncoveredOrganisations } from '../../../db/contact/coverage.ts'
import type { OrganisationRow } from '../../../db/contact/organisations.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { DOUBTED_AFTER, type Gap, gapsOf } from '../../domain/contact/coverage.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { type OrganisationRecord, recordsOf } from './organisations.ts'

/** An organisation that a promise cannot reach, and what it lacks. */
export interface Uncovered {
  organisation: OrganisationRecord
  gaps: readonly Gap[]
}

type Position = Pick<OrganisationRow, 'search' | 'id'>

/**
 * Organisations without a working contact for a purpose, by name, and where the next page begins. `promised`: purposes
 * that messages were promised to, and not the customer's own list for escalations.
 */
export async function readCoverage(
  db: Reader,
  now: Instant,
  { after = null, limit, promised = false }: { after?: Position | null; limit: number; promised?: boolean },
): Promise<{ items: Uncovered[]; next: Position | null }> {
  const rows = await uncoveredOrganisations(db, { since: now - DOUBTED_AFTER, promised, after, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const items = (await recordsOf(db, page)).map((organisation) => ({
    organisation,
    gaps: gapsOf(organisation.contacts, now).filter(({ purpose }) => !promised || purpose !== 'escalation'),
  }))
  return { items, next: (rows.length > limit && page.at(-1)) || null }
}

/** The first of those that a promised message could not reach: as many as anybody goes through at once. */
export async function readWithoutContact(db: Reader, now: Instant): Promise<Uncovered[]> {
  return (await readCoverage(db, now, { limit: 200, promised: true })).items
}

/** How many organisations a promised message could not reach. */
export async function countWithoutContact(db: Reader, now: Instant): Promise<number> {
  return countUncovered(db, { since: now - DOUBTED_AFTER, promised: true })
}

/** How many lack nobody but a contact for escalations. */
export async function countForEscalations(db: Reader, now: Instant): Promise<number> {
  const all = await countUncovered(db, { since: now - DOUBTED_AFTER, promised: false })
  return all - (await countWithoutContact(db, now))
}
