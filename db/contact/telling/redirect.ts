import { type SqlBool, sql } from 'kysely'
import type { Because, NamedBecause } from '../../../server/domain/subscription/audience.ts'
import type { Instant } from '../../../server/domain/vocabulary.ts'
import type { Trx } from '../../schema/index.ts'

interface Redirection {
  contact: { id: string; organisation: string; linkGeneration: number }
  /** Subscribers: the one at the former address, and the one at the present. */
  from: string
  to: { id: string; lane: string; addressHash: string }
}

/**
 * What waits for a contact at its former address goes to the present one, with its proof. Whoever another organisation
 * names at the former address is told there as before, in that one's name alone.
 */
export async function redirectPromised(trx: Trx, { contact, from, to }: Redirection, now: Instant): Promise<void> {
  const waiting = await trx
    .selectFrom('contact_notices as n')
    .innerJoin('deliveries as d', (join) =>
      join.onRef('d.event_id', '=', 'n.event_id').onRef('d.subscriber_id', '=', 'n.subscriber_id'),
    )
    .select(['n.event_id', 'n.organisation_id', 'n.address_hash', 'n.rank', 'd.because', 'd.channel', 'd.topic'])
    .select(['d.rank as urgency', 'd.created_at'])
    .where('n.contact_id', '=', contact.id)
    .where('n.subscriber_id', '=', from)
    .where('n.untold', 'is', null)
    .where(sql<SqlBool>`d.settled_at is null`)
    .where('d.state', '=', 'queued')
    .execute()
  for (const one of waiting) {
    const because: Because = JSON.parse(one.because)
    if (because.type !== 'contact') continue
    const { id: contactId, organisation, linkGeneration } = contact
    const own: NamedBecause = {
      ...{ ...because, named: [{ organisation, contactId, linkGeneration }], more: 0 },
      ...{ backup: one.rank === 'backup', follows: null },
    }
    await trx
      .insertInto('deliveries')
      .values({
        ...{ event_id: one.event_id, subscriber_id: to.id, channel: one.channel, lane: to.lane, topic: one.topic },
        ...{ rank: one.urgency, state: 'queued', because: JSON.stringify(own), attempts: 0 },
        ...{ due_at: now, created_at: one.created_at },
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await trx
      .updateTable('contact_notices')
      .set({ subscriber_id: to.id, address_hash: to.addressHash })
      .where('event_id', '=', one.event_id)
      .where('organisation_id', '=', one.organisation_id)
      .where('address_hash', '=', one.address_hash)
      .execute()
    const others = because.named.filter((named) => named.contactId !== contactId)
    if (others.length === 0) continue
    await trx
      .updateTable('deliveries')
      .set({ because: JSON.stringify({ ...because, named: others }) })
      .where('event_id', '=', one.event_id)
      .where('subscriber_id', '=', from)
      .execute()
  }
}
