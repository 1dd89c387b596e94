import type { Db } from '../../../db/schema/index.ts'
import { createContact } from '../../../server/actions/contact/create-contact.ts'
import { createContactInput } from '../../../server/actions/contact/input.ts'
import { createOrganisation } from '../../../server/actions/organisation/create-organisation.ts'
import { createOrganisationInput } from '../../../server/actions/organisation/input.ts'
import { actionContext } from '../app/actions.ts'
import { LEE } from '../people.ts'
import { accepted } from '../result.ts'

/** A customer that uses some platforms; returns its id. */
export async function addOrganisation(db: Db, name: string, platforms: readonly string[] = []): Promise<string> {
  const organisation = createOrganisationInput.parse({ name, platforms })
  return accepted(await createOrganisation(actionContext(db, LEE), organisation)).id
}

/** A person whom a customer named, for master cases unless said otherwise; returns the id of the entry. */
export async function addContact(
  db: Db,
  organisationId: string,
  email: string,
  rest: object = { purposes: ['master_case'] },
): Promise<string> {
  const contact = createContactInput.parse({ name: email.split('@')[0], email, ...rest })
  return accepted(await createContact(actionContext(db, LEE), organisationId, contact, 'api')).id
}
