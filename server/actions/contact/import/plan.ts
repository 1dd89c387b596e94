import type { ContactFields } from '../../../domain/contact/contact.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import type { ContactListRow } from '../input.ts'

/** A row, and where it stands in the file. */
export interface ListedRow extends ContactListRow {
  line: number
}

/** An organisation of the list, or of the book. */
export interface ListedOrganisation {
  id: string
  /** What is on record; null: it is new. */
  before: OrganisationSaid | null
  after: OrganisationSaid
  /** The first row that names it. */
  row: number
}

export interface OrganisationSaid {
  name: string
  customerNumber: string | null
  platforms: readonly string[]
}

/** A contact of the list. */
export interface ListedContact {
  id: string
  organisation: ListedOrganisation
  row: number
  before: ContactFields | null
  after: ContactFields
}

/** What a list would change, or has changed. */
export interface ImportPlan {
  /** All that the list names, in its order. */
  organisations: readonly ListedOrganisation[]
  contacts: readonly ListedContact[]
  /** Whoever was erased by hand is not brought back. */
  skipped: readonly { organisation: string; email: string; at: Instant; row: number }[]
  /** Those from earlier lists that this one leaves out. */
  removed: readonly { id: string; subscriber_id: string; organisationId: string; organisation: string; email: string }[]
}

/** A fault in a row: the pointer of a field error is `/<row>/<column>`. */
export type Fault = (row: number, column: string, detail: string) => void
