import type { Db, NewRow } from '../../../db/schema/index.ts'
import { START } from '../clock.ts'

/** Rows about organisations and their contacts that the database accepts. */

export const organisation: NewRow<'organisations'> = {
  id: 'acme00000000',
  name: 'Acme Freight',
  customer_number: '10042',
  search: 'acme freight 10042',
  asked_at: null,
  asked_by: null,
  demo: 0,
  created_at: START,
  updated_at: START,
}

export const organisationPlatform: NewRow<'organisation_platforms'> = {
  organisation_id: 'acme00000000',
  platform_id: 'teams',
}

export const contact: NewRow<'contacts'> = {
  id: 'contact00001',
  organisation_id: 'acme00000000',
  subscriber_id: 'alice0000000',
  name: 'Alice',
  title: null,
  email: 'alice@customer.example',
  phone: null,
  locale: 'en',
  time_zone: null,
  rank: 'primary',
  master_case: 1,
  maintenance: 1,
  escalation: 0,
  source: 'api',
  search: 'alice alice@customer.example',
  confirmed_at: START,
  created_at: START,
  updated_at: START,
}

export const organisationLink: NewRow<'organisation_links'> = {
  id: 'link00000001',
  organisation_id: 'acme00000000',
  hash: 'a',
  made_by: 'Rosa',
  made_at: START,
  used_at: null,
  revoked_at: null,
}

export const contactRequest: NewRow<'contact_requests'> = {
  id: 'request00001',
  contact_id: 'contact00001',
  change: '{"title":"Head of IT"}',
  created_at: START,
  ended_at: null,
  ended_by: null,
  outcome: null,
}

export const contactNotice: NewRow<'contact_notices'> = {
  event_id: 1,
  organisation_id: 'acme00000000',
  address_hash: 'a',
  contact_id: 'contact00001',
  subscriber_id: 'alice0000000',
  incident_id: 'abcdefghijkl',
  maintenance_id: null,
  purpose: 'master_case',
  rank: 'primary',
  channel: 'email',
  untold: null,
  at: START,
}

export const contactCall: NewRow<'contact_calls'> = {
  id: 'call00000001',
  organisation_id: 'acme00000000',
  contact_id: 'contact00001',
  address_hash: 'a',
  incident_id: 'abcdefghijkl',
  maintenance_id: null,
  channel: 'phone',
  result: 'reached',
  note: null,
  by: 'Rosa',
  at: START,
}

export const erasure: NewRow<'erasures'> = { contact_id: 'contact00002', address_hash: 'b', at: START, by_list: 0 }

interface About {
  platform_id: string
  subscriber_id: string
  incident_id: string
  event_id: number
}

/** Stores all of them, about things that are there. */
export async function storeContactRows(
  db: Db,
  { platform_id, subscriber_id, incident_id, event_id }: About,
): Promise<void> {
  await db.insertInto('organisations').values(organisation).execute()
  await db
    .insertInto('organisation_platforms')
    .values({ ...organisationPlatform, platform_id })
    .execute()
  await db
    .insertInto('contacts')
    .values({ ...contact, subscriber_id })
    .execute()
  await db.insertInto('organisation_links').values(organisationLink).execute()
  await db.insertInto('contact_requests').values(contactRequest).execute()
  await db
    .insertInto('contact_notices')
    .values({ ...contactNotice, incident_id, event_id })
    .execute()
  await db
    .insertInto('contact_calls')
    .values({ ...contactCall, incident_id })
    .execute()
  await db.insertInto('erasures').values(erasure).execute()
}
