import { contactsOfSubscriber } from '../../../db/contact/contacts.ts'
import { organisationNames } from '../../../db/contact/organisations.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { type Channels, knownAt } from '../../../db/subscription/desk/known-at.ts'
import { ownedBy, searchSubscribers } from '../../../db/subscription/desk/search.ts'
import { FORGOTTEN } from '../../../db/subscription/forgotten.ts'
import { findSubscriber, type SubscriberRow } from '../../../db/subscription/subscribers.ts'
import { type SubscriptionRow, subscriptionsOf } from '../../../db/subscription/subscriptions.ts'
import type { SubscriberStanding } from '../../domain/subscription/standing.ts'
import type { ChannelName } from '../../domain/vocabulary.ts'

export type { FoundSubscriber, SubscriberPosition } from '../../../db/subscription/desk/search.ts'

export interface SubscribersAsked {
  channel: ChannelName | null
  standing: SubscriberStanding | null
  platform: string | null
  /** An address or a host as it was typed. */
  address: string
}

/**
 * Finds subscribers. Whoever sees addresses whole finds them by any part; others by the whole address, or its host, which
 * they see anyway. A whole address also finds what is known of it beside what it follows, and whoever left long ago.
 */
export async function findSubscribers(
  db: Reader,
  channels: Channels,
  { address, ...asked }: SubscribersAsked,
  seesWhole: boolean,
  page: Parameters<typeof searchSubscribers>[2],
) {
  const typed = address.trim().toLowerCase()
  const isWhole = /.@./.test(typed) || URL.canParse(typed)
  const ids = isWhole ? await knownAt(db, channels, address.trim()) : []
  const by = seesWhole ? { part: typed } : isWhole ? ('none' as const) : { host: typed.replace(/^@/, '') }
  return searchSubscribers(db, { ...asked, ids, address: typed === '' ? null : by }, page)
}

/** A subscriber with everything that belongs to its person. */
export interface SubscriberRecord {
  row: SubscriberRow
  active: SubscriptionRow[]
  asked: SubscriptionRow[]
  /** Where organisations have named the person. */
  contacts: { id: string; name: string; organisationId: string; organisation: string }[]
  /** Secret addresses that it answers for. */
  owned: SubscriberRow[]
}

/** One subscriber; null if there is no such, or it was erased. */
export async function readSubscriber(db: Reader, id: string): Promise<SubscriberRecord | null> {
  const row = await findSubscriber(db, id)
  if (!row || isErased(row)) return null
  const entries = await contactsOfSubscriber(db, id)
  const names = await organisationNames(
    db,
    entries.map(({ organisation_id }) => organisation_id),
  )
  return {
    row,
    active: await subscriptionsOf(db, id, 'active'),
    asked: await subscriptionsOf(db, id, 'pending'),
    contacts: entries.map((one) => ({
      ...{ id: one.id, name: one.name, organisationId: one.organisation_id },
      organisation: names.get(one.organisation_id) ?? '',
    })),
    owned: await ownedBy(db, row.address),
  }
}

/** Does nothing say any more who it was? */
export function isErased({ id, address }: SubscriberRow): boolean {
  return address === FORGOTTEN + id
}
