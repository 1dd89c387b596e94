import type { Contact } from '../../../server/domain/contact/contact.ts'
import type { Coverage } from '../../../server/domain/contact/coverage.ts'
import type { AskedField } from '../../../server/domain/contact/request.ts'
import type { Instant } from '../../../server/domain/vocabulary.ts'
import type { ConsoleFrame } from './frame.ts'
import type { FormValues, PlatformChoices } from './maintenance.ts'

/** Customers and whom they named, to be found again: by name, a page at a time. */
export interface OrganisationsView extends ConsoleFrame<'organisations/list'> {
  query: string
  /** Does it begin with the first one? */
  isFirst: boolean
  organisations: ListedOrganisation[]
  /** Where the next ones are; null: these are the last. */
  more: string | null
  mayChange: boolean
}

export interface ListedOrganisation {
  id: string
  name: string
  customerNumber: string | null
  /** Names of the first ones, and how many there are beyond them. */
  platforms: string[]
  otherPlatforms: number
  contacts: number
  coverage: Coverage[]
}

/** Adds an organisation. */
export interface NewOrganisationView extends ConsoleFrame<'organisations/new'>, PlatformChoices {
  values: FormValues
  /** Identifies this sheet, so that two taps send it once. */
  once: string
}

/** An organisation with everybody it named. */
export interface DeskOrganisationView extends ConsoleFrame<'organisations/one'>, PlatformChoices {
  id: string
  name: string
  customerNumber: string | null
  /** Names. */
  platforms: string[]
  coverage: Coverage[]
  /** When it was last asked to name contacts, and by whom. */
  asked: { at: Instant; by: string } | null
  /** The primary ones first. */
  contacts: readonly Contact[]
  /** What they ask to have changed, the oldest first. */
  requests: AskedChange[]
  mayChange: boolean
  /** The form that changes it, with what it showed. */
  values: FormValues
  /** The fold that is open. */
  open: 'change' | 'remove' | null
  /** The organisation as it is shown here: what is removed is what was seen. */
  seen: string
  /** The links to its own page that work. */
  links: OrganisationLink[]
  /** A new one, shown once. */
  link: string | null
}

/** Two entries of one customer become one: the other is looked for, then what becomes of both. */
export interface MergeView extends ConsoleFrame<'organisations/merge'> {
  /** The one that stays. */
  organisation: ListedOrganisation
  query: string
  found: ListedOrganisation[]
  other: ListedOrganisation | null
  /** What both become; null where that cannot be. */
  preview: MergePreview | null
  /** Both as they are shown here. */
  seen: string
}

export interface MergePreview {
  customerNumber: string | null
  /** A number that nothing has any more. */
  lostNumber: string | null
  platforms: { name: string; isNew: boolean }[]
  contacts: (Contact & { origin: 'here' | 'other' | 'both' })[]
  /** How many links to the other's own page end. */
  endingLinks: number
}

/** A contact's own form; or, with an id of null, that of a new one. */
export interface DeskContactView extends ConsoleFrame<'organisations/contact'> {
  organisation: { id: string; name: string }
  id: string | null
  /** As it is on record. */
  contact: Contact | null
  /** What it asks to have changed. */
  requests: AskedChange[]
  values: FormValues
  once: string
  /** Names of IANA zones to choose from. */
  zones: string[]
  open: 'erase' | null
  seen: string
}

/** What a contact asks the desk to put right. */
export interface AskedChange {
  id: string
  name: string
  at: Instant
  /** What is to become other than it is now, as forms have it. */
  fields: { field: AskedField; now: readonly string[]; asked: readonly string[] }[]
  /** In words. */
  message: string | null
  /** The fields as they are shown here. */
  seen: string
}

/** A link to an organisation's own page. */
export interface OrganisationLink {
  id: string
  /** As the audit trail names them. */
  madeBy: string
  madeAt: Instant
  usedAt: Instant | null
}
