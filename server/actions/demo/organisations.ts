import { findContactRow } from '../../../db/contact/contacts.ts'
import type { SeedContact, SeedOrganisation } from '../../../db/seed/seed.ts'
import { switchOff } from '../../../db/subscription/subscribers.ts'
import { offReason } from '../../domain/subscription/mail-report.ts'
import { DAY, type Instant } from '../../domain/vocabulary.ts'
import { createContact } from '../contact/create-contact.ts'
import type { ActionContext } from '../context.ts'
import { createOrganisation } from '../organisation/create-organisation.ts'
import { type DemoStep, must } from './step.ts'

/** The step at which the desk adds a customer of a demonstration, with whom it named. */
export function organisationStep(organisation: SeedOrganisation, now: Instant): DemoStep {
  const { name, customerNumber, platforms, daysAgo, contacts } = organisation
  const act = async (then: ActionContext) => {
    const { id } = must(await createOrganisation(then, { name, customerNumber, platforms: [...platforms] }))
    for (const contact of contacts) await addContact(then, id, contact)
  }
  return { at: now - daysAgo * DAY, act }
}

async function addContact(then: ActionContext, organisation: string, { bounced, ...fields }: SeedContact) {
  const contact = { ...fields, purposes: [...fields.purposes] }
  const { id } = must(await createContact(then, organisation, contact, 'console'))
  if (bounced === undefined || !then.trx) return
  const row = await findContactRow(then.trx, id)
  const why = offReason({ result: 'bounced', why: bounced })
  if (row) await switchOff(then.trx, { id: row.subscriber_id, address: row.email, why }, then.now)
}
