import { type SqlBool, sql } from 'kysely'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader } from '../schema/index.ts'

/** Which proofs: of an incident or a window, of one organisation, or of both. */
export interface ProofsOf {
  incidentId?: string
  maintenanceId?: string
  organisationId?: string
  /** None that were due before. */
  since?: Instant
}

/** Where a proof stands in the order. */
export interface ProofPosition {
  eventId: number
  organisationId: string
  addressHash: string
}

interface Slice {
  after?: ProofPosition | null
  limit: number
  newestFirst?: boolean
}

/** Who was to be told, with what became of it, in the order of the events. */
export async function noticeRows(db: Reader, of: ProofsOf, { after = null, limit, newestFirst = false }: Slice) {
  const [order, beyond] = newestFirst ? (['desc', sql`<`] as const) : (['asc', sql`>`] as const)
  return db
    .selectFrom('contact_notices as n')
    .innerJoin('organisations as o', 'o.id', 'n.organisation_id')
    .leftJoin('contacts as c', 'c.id', 'n.contact_id')
    .leftJoin('deliveries as d', (join) =>
      join.onRef('d.event_id', '=', 'n.event_id').onRef('d.subscriber_id', '=', 'n.subscriber_id'),
    )
    .select(['n.event_id', 'n.organisation_id', 'n.address_hash', 'n.contact_id', 'n.incident_id', 'n.maintenance_id'])
    .select(['n.purpose', 'n.rank', 'n.channel', 'n.untold', 'n.at', 'o.name as organisation'])
    .select(['c.name as contact', 'c.email', 'd.state', 'd.error', 'd.settled_at'])
    .select(['d.result', 'd.result_at', 'd.result_detail'])
    .$if(of.incidentId !== undefined, (q) => q.where('n.incident_id', '=', of.incidentId as string))
    .$if(of.maintenanceId !== undefined, (q) => q.where('n.maintenance_id', '=', of.maintenanceId as string))
    .$if(of.organisationId !== undefined, (q) => q.where('n.organisation_id', '=', of.organisationId as string))
    .$if(of.since !== undefined, (q) => q.where('n.at', '>=', of.since as Instant))
    .$if(after !== null, (q) =>
      q.where(
        sql<SqlBool>`(n.event_id, n.organisation_id, n.address_hash) ${beyond} (${after?.eventId ?? 0}, ${after?.organisationId ?? ''}, ${after?.addressHash ?? ''})`,
      ),
    )
    .orderBy('n.event_id', order)
    .orderBy('n.organisation_id', order)
    .orderBy('n.address_hash', order)
    .limit(limit)
    .execute()
}

export type NoticeRow = Awaited<ReturnType<typeof noticeRows>>[number]

/** What was told by hand, the oldest first. */
export async function callRows(db: Reader, of: ProofsOf) {
  return db
    .selectFrom('contact_calls as h')
    .innerJoin('organisations as o', 'o.id', 'h.organisation_id')
    .leftJoin('contacts as c', 'c.id', 'h.contact_id')
    .leftJoin('incidents as i', 'i.id', 'h.incident_id')
    .leftJoin('maintenances as m', 'm.id', 'h.maintenance_id')
    .selectAll('h')
    .select(['o.name as organisation', 'c.name as contact', 'c.email'])
    .select(['i.title as incident_title', 'm.title as window_title'])
    .$if(of.incidentId !== undefined, (q) => q.where('h.incident_id', '=', of.incidentId as string))
    .$if(of.maintenanceId !== undefined, (q) => q.where('h.maintenance_id', '=', of.maintenanceId as string))
    .$if(of.organisationId !== undefined, (q) => q.where('h.organisation_id', '=', of.organisationId as string))
    .$if(of.since !== undefined, (q) => q.where('h.at', '>=', of.since as Instant))
    .orderBy('h.at')
    .orderBy('h.id')
    .execute()
}

export type CallRow = Awaited<ReturnType<typeof callRows>>[number]
