import { fieldsOf } from '../../../../db/contact/columns.ts'
import { contactsOfSubscriber, type ReachedContactRow } from '../../../../db/contact/contacts.ts'
import { findOrganisationRow } from '../../../../db/contact/organisations.ts'
import { openRequests } from '../../../../db/contact/requests.ts'
import type { Reader } from '../../../../db/schema/index.ts'
import type { ContactView, EntryFields } from '../../../../src/views.ts'
import { PURPOSES } from '../../../domain/contact/contact.ts'
import { presentName } from '../../../domain/time/renamed-zones.ts'
import type { AppDeps } from '../../deps.ts'
import type { Fields } from '../form.ts'
import { zonesWith } from '../manage/zones.ts'

/** The entries with the address that a link belongs to. */
export function entriesOf(db: Reader, { subscriber_id }: ReachedContactRow): Promise<ReachedContactRow[]> {
  return contactsOfSubscriber(db, subscriber_id)
}

/** What the page shows to whoever has the link of an entry. */
export async function entryView(
  { db }: AppDeps,
  row: ReachedContactRow,
  said: Partial<Pick<ContactView, 'done' | 'sent' | 'faults'>>,
): Promise<ContactView> {
  const rows = await entriesOf(db, row)
  const asked = new Map(
    (
      await openRequests(
        db,
        rows.map(({ id }) => id),
      )
    ).map((one) => [one.contact_id, one]),
  )
  const entries = await Promise.all(
    rows.map(async (one) => ({
      ...shownFields(one),
      ...{ id: one.id, confirmedAt: one.confirmed_at, askedAt: asked.get(one.id)?.created_at ?? null },
      organisation: (await findOrganisationRow(db, one.organisation_id))?.name ?? '',
    })),
  )
  const zones = zonesWith(row.time_zone)
  return {
    kind: 'contact',
    state: 'shown',
    email: row.email,
    entries,
    zones,
    done: null,
    sent: null,
    faults: [],
    ...said,
  }
}

function shownFields(row: ReachedContactRow): EntryFields {
  const { name, title, phone, locale, timeZone, rank, purposes } = fieldsOf(row)
  return {
    ...{ name, title: title ?? '', phone: phone ?? '', locale, rank, purposes },
    timeZone: timeZone === null ? '' : presentName(timeZone),
  }
}

/** What a form asks for. */
export function sentIn(fields: Fields): NonNullable<ContactView['sent']> {
  const one = (name: string) => fields(name)[0] ?? ''
  return {
    ...{ entry: one('entry'), message: one('message') },
    fields: {
      ...{ name: one('name'), title: one('title'), phone: one('phone'), locale: one('locale') },
      timeZone: one('timeZone'),
      rank: one('rank') === 'backup' ? 'backup' : 'primary',
      purposes: PURPOSES.filter((purpose) => fields('purposes').includes(purpose)),
    },
  }
}
