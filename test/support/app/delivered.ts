import type { Db, NewRow } from '../../../db/schema/index.ts'
import { delivery, subscriber } from '../rows.ts'

/** Somebody of a number, and what is to be said of the delivery to them. */
export type Delivered = Partial<NewRow<'deliveries'>> & { person?: Partial<NewRow<'subscribers'>> }

export const personId = (nth: number) => `p${String(nth).padStart(11, '0')}`
export const personAddress = (nth: number) => `person${nth}@customer.example`

/** Writes deliveries of an event, and whom they are for: in the order of their numbers. */
export async function deliverTo(db: Db, eventId: number, at: number, all: readonly Delivered[]): Promise<void> {
  const people = all.map(({ person }, nth) => ({
    ...{ ...subscriber, id: personId(nth), address: personAddress(nth), created_at: at, updated_at: at },
    ...person,
  }))
  const rows = all.map(({ person, ...rest }, nth) => ({
    ...{ ...delivery, event_id: eventId, subscriber_id: personId(nth), lane: 'email', created_at: at, due_at: at },
    ...(rest.state && rest.state !== 'queued' && { settled_at: at }),
    ...rest,
  }))
  for (let from = 0; from < all.length; from += 1000) {
    await db
      .insertInto('subscribers')
      .values(people.slice(from, from + 1000))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await db
      .insertInto('deliveries')
      .values(rows.slice(from, from + 1000))
      .execute()
  }
}
