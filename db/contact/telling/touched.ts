import { sql } from 'kysely'
import type { Reader } from '../../schema/index.ts'
import type { OrganisationRow } from '../organisations.ts'
import { concerns, type PromisedSubject } from './promised.ts'
import { isReachable } from './reach.ts'

interface Page {
  after: Pick<OrganisationRow, 'search' | 'id'> | null
  limit: number
  /** Only those of which nobody can be told. */
  untold?: boolean
}

/** The organisations that an incident or a window concerns, by name. */
export async function touchedOrganisations(
  db: Reader,
  subject: PromisedSubject,
  { after, limit, untold = false }: Page,
): Promise<OrganisationRow[]> {
  const nobody = sql<boolean>`not exists (
    select 1 from contacts c join subscribers u on u.id = c.subscriber_id
    where c.organisation_id = o.id and ${sql.ref(`c.${subject.promised.purpose}`)} = 1 and ${isReachable})`
  return db
    .selectFrom('organisations as o')
    .selectAll('o')
    .where(concerns(subject, 'o.id'))
    .$if(untold, (query) => query.where(nobody))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(o.search, o.id) > (${after?.search ?? ''}, ${after?.id ?? ''})`),
    )
    .orderBy('o.search')
    .orderBy('o.id')
    .limit(limit)
    .execute()
}
