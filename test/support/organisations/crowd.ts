import type { Db, NewRow } from '../../../db/schema/index.ts'
import { contact, organisation } from './rows.ts'

interface Crowd {
  organisations: number
  contacts: number
  platforms: readonly string[]
}

/** Many customers that use the platforms, and as many contacts for each of them; returns their addresses. */
export async function crowdOfContacts(db: Db, { organisations, contacts, platforms }: Crowd): Promise<string[]> {
  const idOf = (index: number) => `org${String(index).padStart(9, '0')}`
  const customers = Array.from({ length: organisations }, (_, index) => {
    const name = `Customer ${index}`
    return { ...organisation, id: idOf(index), name, customer_number: null, search: name.toLowerCase() }
  })
  const people = Array.from({ length: contacts }, (_, index) => {
    const [subscriber_id, email] = [`sub${String(index).padStart(9, '0')}`, `contact${index}@customer.example`]
    const id = `con${String(index).padStart(9, '0')}`
    return { ...contact, id, subscriber_id, email, organisation_id: idOf(index % organisations), search: email }
  })
  const subscribers = people.map(({ subscriber_id, email, created_at, updated_at }): NewRow<'subscribers'> => {
    const at = { created_at, updated_at }
    const rest = { keys: null, locale: 'en', time_zone: null, state: 'pending', off_reason: null } as const
    return { id: subscriber_id, channel: 'email', address: email, source: 'contact', ...rest, ...at }
  })
  const uses = customers.flatMap(({ id }) => platforms.map((platform_id) => ({ organisation_id: id, platform_id })))
  await insertAll(db, 'organisations', customers)
  await insertAll(db, 'organisation_platforms', uses)
  await insertAll(db, 'subscribers', subscribers)
  await insertAll(db, 'contacts', people)
  return people.map(({ email }) => email)
}

async function insertAll(
  db: Db,
  table: 'organisations' | 'organisation_platforms' | 'subscribers' | 'contacts',
  rows: readonly object[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += 1000)
    await db
      .insertInto(table as 'settings')
      .values(rows.slice(start, start + 1000) as never)
      .execute()
}
