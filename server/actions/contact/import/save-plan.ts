import {
  confirmContacts,
  everAt,
  putContacts,
  putOrganisations,
  putSubscribers,
  replacePlatforms,
} from '../../../../db/contact/book.ts'
import { columnsOf } from '../../../../db/contact/columns.ts'
import { ownOrganisations } from '../../../../db/contact/organisations.ts'
import type { NewRow, Trx } from '../../../../db/schema/index.ts'
import { appendAudit } from '../../../../db/system/audit.ts'
import { CONTACT_KIND } from '../../../channels/kinds.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { newId } from '../../../lib/ids.ts'
import { searchable } from '../../../lib/text.ts'
import { erasePerson } from '../erase-person.ts'
import { BY_CONTACT } from '../subscriber-of.ts'
import { changedFields, changedOrganisation, isChanged } from './difference.ts'
import type { ImportPlan, ListedContact } from './plan.ts'

interface By {
  actor: string
  now: Instant
  /** The list's name. */
  file: string
}

/** Saves what a list changes, with an entry in the audit trail for the list and for each organisation it changed. */
export async function savePlan(trx: Trx, plan: ImportPlan, { actor, now, file }: By): Promise<void> {
  const touched = plan.organisations.filter((one) => changedOrganisation(one) !== null)
  await putOrganisations(
    trx,
    touched.map(({ id, after: { name, customerNumber } }) => ({
      ...{ id, name, customer_number: customerNumber, search: searchable(name, customerNumber) },
      ...{ asked_at: null, asked_by: null, demo: 0, created_at: now, updated_at: now },
    })),
  )
  const using = touched.filter((one) => changedOrganisation(one)?.platforms !== undefined)
  await replacePlatforms(trx, new Map(using.map(({ id, after }) => [id, after.platforms])))
  const written = plan.contacts.filter(isChanged)
  await ownOrganisations(trx, [...new Set(written.map(({ organisation }) => organisation.id))])
  const subscribers = await subscribersFor(trx, written, now)
  const source = `list ${file}`
  await putContacts(
    trx,
    written.map(({ id, organisation, after }) => ({
      ...{ id, organisation_id: organisation.id, subscriber_id: subscribers.get(after.email) ?? '', source },
      ...{ ...columnsOf(after), confirmed_at: now, created_at: now, updated_at: now },
    })),
  )
  const ids = plan.contacts.map(({ id }) => id)
  await confirmContacts(trx, ids, source, now)
  for (const gone of plan.removed) await erasePerson(trx, gone, { byList: true, now })
  await recordPlan(trx, plan, { actor, now, file })
}

/** The subscriber's id at each address, as `subscriberOf` finds or makes one. */
async function subscribersFor(
  trx: Trx,
  contacts: readonly ListedContact[],
  now: Instant,
): Promise<Map<string, string>> {
  const wanted = new Map(contacts.map(({ after }) => [after.email, after]))
  const found = await everAt(trx, CONTACT_KIND.name, [...wanted.keys()])
  const fresh: NewRow<'subscribers'>[] = []
  const known: NewRow<'subscribers'>[] = []
  for (const { email: address, locale, timeZone: time_zone } of wanted.values()) {
    const row = found.get(address)
    // Whoever subscribed chose language and zone.
    if (row?.state === 'active') continue
    if (row) known.push({ ...row, address, locale, time_zone })
    else
      fresh.push({
        ...{ id: newId(), channel: CONTACT_KIND.name, address, keys: null, locale, time_zone },
        ...{ state: 'pending', off_reason: null, source: BY_CONTACT, created_at: now, updated_at: now },
      })
  }
  await putSubscribers(trx, fresh)
  await putSubscribers(trx, known)
  return new Map([...found.values(), ...fresh].map(({ address, id }) => [address, id]))
}

async function recordPlan(trx: Trx, plan: ImportPlan, { actor, now, file }: By): Promise<void> {
  const entry = { at: now, actor, action: 'contact.import' }
  const contacts = Map.groupBy(plan.contacts.filter(isChanged), ({ organisation }) => organisation.id)
  const removed = Map.groupBy(plan.removed, ({ organisationId }) => organisationId)
  const organisations = new Map(plan.organisations.map((one) => [one.id, one]))
  const named = new Set([...organisations.keys(), ...removed.keys()])
  for (const id of named) {
    const one = organisations.get(id)
    const said = one && (one.before ? changedOrganisation(one) : one.after)
    const [own = [], gone = []] = [contacts.get(id), removed.get(id)]
    if (!said && own.length === 0 && gone.length === 0) continue
    const added = own.filter(({ before }) => before === null).map((contact) => contact.id)
    const changed = own.flatMap(({ id, before, after }) =>
      before ? [{ id, fields: Object.keys(changedFields(before, after)) }] : [],
    )
    const detail = { file, ...said, added, changed, removed: gone.map((contact) => contact.id) }
    await appendAudit(trx, { ...entry, object: `organisation/${id}`, detail })
  }
  const counts = { file, rows: plan.contacts.length, removed: plan.removed.length, skipped: plan.skipped.length }
  await appendAudit(trx, { ...entry, object: 'contacts/all', detail: counts })
}
