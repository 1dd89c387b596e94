import type { Reader, SetupPurpose } from '../../../db/schema/index.ts'
import { countReady, findPerson } from '../../../db/staff/people.ts'
import { findSetupLink } from '../../../db/staff/setup-links.ts'
import { isLinkOver } from '../../domain/staff/setup-link.ts'
import type { Instant } from '../../domain/vocabulary.ts'

/** A link that can be used, and whose account it is about. */
export interface OpenSetup {
  purpose: SetupPurpose
  person: { name: string; email: string } | null
}

/** What a link of `/staff/setup/` is for, by the hash of its token; null if it is none, used, expired, or of a disabled account. */
export async function readSetup(db: Reader, hash: string, now: Instant): Promise<OpenSetup | null> {
  const link = await findSetupLink(db, hash)
  if (!link || isLinkOver(link, now)) return null
  if (link.person_id === null) {
    return (await countReady(db, 'admin')) === 0 ? { purpose: link.purpose, person: null } : null
  }
  const person = await findPerson(db, link.person_id)
  if (!person || person.disabled_at !== null) return null
  return { purpose: link.purpose, person: { name: person.name, email: person.email } }
}
