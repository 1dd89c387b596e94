import type { Trx } from '../../../db/schema/index.ts'
import type { ActionContext } from '../context.ts'
import { mailSetupLink, type Recipient } from '../staff/mail-setup-link.ts'
import { makeSetupLink } from '../staff/make-setup-link.ts'

/** The one link by which somebody sets a password, for an administrator to hand over; mailed to the person as well if `mail`. */
export async function linkFor(
  trx: Trx,
  { actor, now }: Pick<ActionContext, 'actor' | 'now'>,
  person: Recipient,
  mail = false,
): Promise<string> {
  if (mail) return mailSetupLink(trx, person, { by: actor.name, now })
  const purpose = person.password === null ? 'invitation' : 'reset'
  return makeSetupLink(trx, { purpose, personId: person.id, now })
}
