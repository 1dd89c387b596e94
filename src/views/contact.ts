import type { ContactRank, Purpose } from '../../server/domain/contact/contact.ts'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { ConsoleFault } from './console/frame.ts'
import type { OrganisationUnknownView, OrganisationView } from './organisation.ts'

/** What may be said otherwise of an entry, as fields of a form. */
export interface EntryFields {
  name: string
  title: string
  phone: string
  locale: string
  timeZone: string
  rank: ContactRank
  purposes: readonly Purpose[]
}

/** Everything that is on record for one person whom organisations named. */
export interface ContactView {
  kind: 'contact'
  state: 'shown'
  email: string
  entries: (EntryFields & {
    id: string
    organisation: string
    confirmedAt: Instant
    /** When it was last asked for a change that nobody has decided. */
    askedAt: Instant | null
  })[]
  zones: string[]
  /** What was done just now. */
  done: 'confirmed' | 'asked' | null
  /** What was sent of which entry and could not be accepted. */
  sent: { entry: string; fields: EntryFields; message: string } | null
  /** Fields by their names, as the elements of the form are called. */
  faults: readonly ConsoleFault[]
}

export interface ContactGoneView {
  kind: 'contact'
  state: 'ended' | 'unknown'
}

/** What customers and whom they named see of themselves. */
export type NamedView = ContactView | ContactGoneView | OrganisationView | OrganisationUnknownView
