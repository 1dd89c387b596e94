import { createHash } from 'node:crypto'
import { linksTo } from '../../../../db/contact/links.ts'
import type { Reader } from '../../../../db/schema/index.ts'
import type { AskedChange, FormValues, OrganisationLink } from '../../../../src/views.ts'
import type { Contact, ContactFields, Organisation } from '../../../domain/contact/contact.ts'
import type { AskedField } from '../../../domain/contact/request.ts'
import { notFound, type Refusal } from '../../../domain/refusal.ts'
import { type OrganisationRecord, readOrganisation } from '../../../queries/organisation/organisations.ts'
import { requestsOf } from '../../../queries/organisation/requests.ts'
import { listPlatforms } from '../../../queries/platforms.ts'
import type { AppDeps } from '../../deps.ts'
import { must } from '../../middleware/problem.ts'

export const LIST = '/staff/organisations/'
export const pathOf = (id: string) => `${LIST}${id}/`

/** An organisation by its id; a 404 if there is no such. */
export async function organisationAt({ db }: Pick<AppDeps, 'db'>, id: string): Promise<OrganisationRecord> {
  return (await readOrganisation(db, id)) ?? must<never>(notFound('organisation'))
}

/** What every platform is called, also those that are no longer in use, in the order of the page. */
export async function platformNames({ db }: Pick<AppDeps, 'db'>): Promise<Map<string, string>> {
  return new Map((await listPlatforms(db, { archived: true })).map(({ id, name }) => [id, name]))
}

/** The links to an organisation's own page that work, the newest first. */
export async function linksOf({ db }: Pick<AppDeps, 'db'>, id: string): Promise<OrganisationLink[]> {
  const valid = (await linksTo(db, id)).filter(({ revoked_at }) => revoked_at === null)
  return valid.map(({ id, made_by, made_at, used_at }) => ({ id, madeBy: made_by, madeAt: made_at, usedAt: used_at }))
}

/** What contacts ask to have changed, the oldest first. */
export async function askedOf(db: Reader, contacts: readonly Contact[]): Promise<AskedChange[]> {
  return (await requestsOf(db, contacts)).map(({ id, at, contact, fields: asked, message }) => {
    const [now, then] = [contactValues(contact), contactValues({ ...contact, ...asked })]
    const fields = (Object.keys(asked) as AskedField[]).map((field) => ({
      ...{ field, now: now[field] ?? [], asked: then[field] ?? [] },
    }))
    return { id, name: contact.name, at, fields, message, seen: seenOf(fields) }
  })
}

/** An organisation as its form has it. */
export function organisationValues({ name, customerNumber, platforms }: Omit<Organisation, 'id'>): FormValues {
  return { name: [name], customerNumber: given(customerNumber), platforms }
}

/** A contact as its form has it. */
export function contactValues(contact: ContactFields): FormValues {
  const { name, title, email, phone, locale, timeZone, rank, purposes } = contact
  return {
    ...{ name: [name], title: given(title), email: [email], phone: given(phone), rank: [rank], purposes },
    ...{ locale: [locale], timeZone: given(timeZone) },
  }
}

const given = (value: string | null) => (value === null ? [] : [value])

/** What was seen of something, so that nothing else is removed than that. */
export function seenOf(...seen: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(seen)).digest('base64url')
}

const FIELD: Readonly<Record<string, string>> = { customer_number_taken: '/customerNumber', contact_there: '/email' }

/** A refusal beside the fields of a form: a list is one field there, and what is taken stands in one of them. */
export function besideFields(refusal: Refusal): Refusal {
  const { code, fields, ...said } = refusal
  const pointer = FIELD[code]
  if (pointer !== undefined) return { ...refusal, fields: [{ ...said, pointer }] }
  const placed = fields?.map((fault) => ({ ...fault, pointer: fault.pointer.replace(/^(\/[a-zA-Z]+)\/.*/, '$1') }))
  return { ...refusal, ...(placed && { fields: placed }) }
}
