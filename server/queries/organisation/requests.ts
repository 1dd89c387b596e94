import { openRequests, waitingRequests } from '../../../db/contact/requests.ts'
import type { Reader } from '../../../db/schema/index.ts'
import type { Contact } from '../../domain/contact/contact.ts'
import { type AskedField, differing, type RequestedChange } from '../../domain/contact/request.ts'
import type { Instant } from '../../domain/vocabulary.ts'

/** What a contact asks the desk to put right, as a whole list of them needs it. */
export interface WaitingRequest {
  id: string
  at: Instant
  contact: string
  organisation: { id: string; name: string }
  fields: AskedField[]
  message: string | null
}

/** What contacts ask for and nobody has decided, the oldest first. */
export async function readWaitingRequests(db: Reader, limit = 200): Promise<WaitingRequest[]> {
  return (await waitingRequests(db, limit)).map(({ id, change, created_at: at, contact, ...of }) => {
    const { fields, message } = changeIn(change)
    const organisation = { id: of.organisation_id, name: of.organisation }
    return { id, at, contact, organisation, fields: Object.keys(fields) as AskedField[], message }
  })
}

/** The same of some contacts, with the fields that are to become others than they are now. */
export async function requestsOf(db: Reader, contacts: readonly Contact[]) {
  const named = new Map(contacts.map((contact) => [contact.id, contact]))
  if (named.size === 0) return []
  return (await openRequests(db, [...named.keys()])).flatMap(({ id, contact_id, change, created_at: at }) => {
    const contact = named.get(contact_id)
    if (!contact) return []
    const { fields, message } = changeIn(change)
    return [{ id, at, contact, fields: differing(fields, contact), message }]
  })
}

const changeIn = (change: string) => JSON.parse(change) as RequestedChange
