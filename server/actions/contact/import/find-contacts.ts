import type { Book } from '../../../../db/contact/book.ts'
import { fieldsOf } from '../../../../db/contact/columns.ts'
import { type ContactFields, MOST_CONTACTS } from '../../../domain/contact/contact.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { newId } from '../../../lib/ids.ts'
import type { Fault, ImportPlan, ListedContact, ListedOrganisation, ListedRow } from './plan.ts'

interface Options {
  /** Of a new contact whose row names none. */
  locale: string
  /** When whoever has this address was erased by hand; null if nobody was. */
  erasedAt(email: string): Instant | null
  /** Do those leave that came with a list and are in this one no more? */
  remove: boolean
  fault: Fault
}

/** What becomes of each contact, once it is known which organisation each row is about. */
export function findContacts(
  rows: readonly ListedRow[],
  organisations: readonly (ListedOrganisation | null)[],
  { contacts: known, organisations: all }: Pick<Book, 'contacts' | 'organisations'>,
  { erasedAt, remove, fault, locale }: Options,
): Pick<ImportPlan, 'contacts' | 'skipped' | 'removed'> {
  const entries = new Map(known.map((row) => [keyOf(row.organisation_id, row.email), row]))
  const lines = new Map<string, number>()
  const contacts: ListedContact[] = []
  const skipped: ImportPlan['skipped'][number][] = []
  for (const [row, { line, organisation: _, customerNumber, platforms, email, ...said }] of rows.entries()) {
    const organisation = organisations[row]
    const isPerson = email !== undefined || Object.values(said).some((cell) => cell !== undefined)
    if (!isPerson) continue
    if (email === undefined) {
      fault(row, 'email', 'is missing')
      continue
    }
    if (!organisation) continue
    const key = keyOf(organisation.id, email)
    const twice = lines.get(key)
    if (twice !== undefined) fault(row, 'email', `${email} is in line ${twice}, too, for the same organisation`)
    lines.set(key, line)
    const entry = entries.get(key)
    const at = entry ? null : erasedAt(email)
    if (at !== null) skipped.push({ organisation: organisation.after.name, email, at, row })
    else if (!entry && said.name === undefined) fault(row, 'name', 'is missing')
    else {
      const before = entry ? fieldsOf(entry) : null
      const after = laidOver(before ?? { ...NEW, locale, name: said.name ?? '', email }, said)
      contacts.push({ id: entry?.id ?? newId(), organisation, row, before, after })
    }
  }
  const names = new Map(all.map(({ id, name }) => [id, name]))
  const removed = known
    .filter((one) => remove && isListed(one.source) && !lines.has(keyOf(one.organisation_id, one.email)))
    .map(({ id, subscriber_id, organisation_id: organisationId, email }) => {
      return { id, subscriber_id, organisationId, organisation: names.get(organisationId) ?? '', email }
    })
    .sort((a, b) => (`${a.organisation} ${a.email}` < `${b.organisation} ${b.email}` ? -1 : 1))
  refuseTooMany(contacts, known, removed, fault)
  return { contacts, skipped, removed }
}

const NEW: Omit<ContactFields, 'name' | 'email' | 'locale'> = {
  ...{ title: null, phone: null, timeZone: null, rank: 'primary', purposes: [] },
}

/** Empty cells change nothing. */
function laidOver(before: ContactFields, said: Partial<Record<keyof ContactFields, unknown>>): ContactFields {
  return { ...before, ...Object.fromEntries(Object.entries(said).filter(([, cell]) => cell !== undefined)) }
}

function refuseTooMany(
  contacts: readonly ListedContact[],
  known: Book['contacts'],
  removed: ImportPlan['removed'],
  fault: Fault,
): void {
  const count = new Map<string, number>()
  const add = (id: string, by: number) => count.set(id, (count.get(id) ?? 0) + by)
  for (const one of known) add(one.organisation_id, 1)
  for (const one of removed) add(one.organisationId, -1)
  for (const { organisation, row, before } of contacts) {
    if (before) continue
    add(organisation.id, 1)
    if (count.get(organisation.id) === MOST_CONTACTS + 1)
      fault(row, 'organisation', `would have more than ${MOST_CONTACTS} contacts`)
  }
}

const keyOf = (organisationId: string, email: string) => `${organisationId} ${email}`
/** Did an entry come with a list? */
const isListed = (source: string) => source.startsWith('list ')
