import type { OrganisationRow } from '../../../db/contact/organisations.ts'
import type { PromisedSubject } from '../../../db/contact/telling/promised.ts'
import { countOrganisations, type OrganisationCount } from '../../../db/contact/telling/reach.ts'
import { touchedOrganisations } from '../../../db/contact/telling/touched.ts'
import { platformsOf } from '../../../db/incident/impacts.ts'
import type { Reader } from '../../../db/schema/index.ts'
import type { ProofLine } from '../../domain/contact/proof.ts'
import { readCalls, readNotices } from './notices.ts'
import { type OrganisationRecord, recordsOf } from './organisations.ts'

/** A customer that an incident or a window concerns, and what it was told. */
export interface TouchedOrganisation {
  organisation: OrganisationRecord
  /** Of each address the newest, and how many there were. */
  told: readonly { line: ProofLine; count: number }[]
  calls: readonly ProofLine[]
}

/** What it is about, as those are asked for that it concerns. */
export type Touching = PromisedSubject

/** An incident's: whether it is a master case or not. */
export async function touchingIncident(db: Reader, id: string): Promise<Touching> {
  const platforms = [...((await platformsOf(db, [id])).get(id) ?? [])]
  return { kind: 'incident', incidentId: id, platforms, promised: { purpose: 'master_case', id } }
}

export function touchingMaintenance(id: string, platforms: readonly string[]): Touching {
  return { kind: 'maintenance', incidentId: null, platforms, promised: { purpose: 'maintenance', id } }
}

export async function countTouched(db: Reader, touching: Touching): Promise<OrganisationCount> {
  return countOrganisations(db, touching)
}

/** More notices of one customer about one thing are counted no further. */
const MOST = 1000

/** Whom it concerns, by name, with what they were told; `untold`: only those of which nobody can be told. */
export async function readTouched(
  db: Reader,
  touching: Touching,
  { after, limit, untold }: { after: Pick<OrganisationRow, 'search' | 'id'> | null; limit: number; untold: boolean },
): Promise<{ items: TouchedOrganisation[]; next: string | null }> {
  const rows = await touchedOrganisations(db, touching, { after, limit: limit + 1, untold })
  const page = rows.slice(0, limit)
  const { purpose, id } = touching.promised
  const about = purpose === 'maintenance' ? { maintenanceId: id } : { incidentId: id }
  const items = []
  for (const organisation of await recordsOf(db, page)) {
    const of = { ...about, organisationId: organisation.id }
    const { items: lines } = await readNotices(db, of, { limit: MOST, newestFirst: true })
    const byAddress = [...Map.groupBy(lines, ({ addressHash }) => addressHash).values()]
    const told = byAddress.flatMap((all) => (all[0] ? [{ line: all[0], count: all.length }] : []))
    items.push({ organisation, told, calls: await readCalls(db, of) })
  }
  return { items, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
}
