import { sql } from 'kysely'
import type { Reader } from '../schema/index.ts'

/** What an entry is about, as the desk knows it, and what it belongs to where that has the page. */
export interface NamedObject {
  name: string
  of: string | null
}

/** Where objects have their names, and what they are part of. */
const NAMED = {
  incident: { table: 'incidents', name: 'title', of: null },
  maintenance: { table: 'maintenances', name: 'title', of: null },
  programme: { table: 'programmes', name: 'title', of: null },
  platform: { table: 'platforms', name: 'name', of: null },
  organisation: { table: 'organisations', name: 'name', of: null },
  contact: { table: 'contacts', name: 'name', of: 'organisation_id' },
  person: { table: 'people', name: 'name', of: null },
  token: { table: 'tokens', name: 'name', of: null },
  template: { table: 'templates', name: 'name', of: null },
} as const

/** The names of these objects (`incident/k3j…`), of those that are still there; an update has that of its incident. */
export async function auditNames(db: Reader, objects: readonly string[]): Promise<Map<string, NamedObject>> {
  const names = new Map<string, NamedObject>()
  const idsOf = (noun: string) =>
    [...new Set(objects)].filter((one) => one.startsWith(`${noun}/`)).map((one) => one.slice(noun.length + 1))
  for (const [noun, { table, name, of }] of Object.entries(NAMED)) {
    const ids = idsOf(noun)
    if (ids.length === 0) continue
    const rows = await db
      .selectFrom(table as 'contacts')
      .select(['id', sql.ref<string | null>(name).as('called'), sql.ref<string>(of ?? 'id').as('of')])
      .where('id', 'in', ids)
      .execute()
    for (const { id, called, of: whole } of rows)
      if (called !== null) names.set(`${noun}/${id}`, { name: called, of: of && whole })
  }
  const updates = idsOf('update')
  if (updates.length === 0) return names
  const said = await db
    .selectFrom('updates')
    .innerJoin('incidents', 'incidents.id', 'updates.incident_id')
    .select(['updates.id', 'incidents.title', 'incidents.id as of'])
    .where('updates.id', 'in', updates)
    .execute()
  for (const { id, title, of } of said) names.set(`update/${id}`, { name: title, of })
  return names
}
