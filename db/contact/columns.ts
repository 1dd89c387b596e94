import { type ContactFields, PURPOSES, type Purpose } from '../../server/domain/contact/contact.ts'
import { searchable } from '../../server/lib/text.ts'
import type { ContactRow } from './contacts.ts'

/** The columns of what is said of a contact. */
export function columnsOf({ name, title, email, phone, locale, timeZone, rank, purposes }: ContactFields) {
  const isFor = (purpose: Purpose) => (purposes.includes(purpose) ? (1 as const) : (0 as const))
  return {
    ...{ name, title, email, phone, locale, time_zone: timeZone, rank, search: searchable(name, title, email) },
    ...{ master_case: isFor('master_case'), maintenance: isFor('maintenance'), escalation: isFor('escalation') },
  } as const
}

/** What the columns say of a contact. */
export function fieldsOf(row: ContactRow): ContactFields {
  const { name, title, email, phone, locale, time_zone: timeZone, rank } = row
  return {
    name,
    title,
    email,
    phone,
    locale,
    timeZone,
    rank,
    purposes: PURPOSES.filter((purpose) => row[purpose] === 1),
  }
}
