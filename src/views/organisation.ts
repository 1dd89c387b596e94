import type { ContactRank, Purpose } from '../../server/domain/contact/contact.ts'
import type { ProofLine } from '../../server/domain/contact/proof.ts'
import type { Day, PastDays } from '../../server/domain/platform/uptime.ts'
import type { Window } from '../../server/domain/time/window.ts'
import type { Instant, MaintenanceState, Phase, PlatformState, Priority } from '../../server/domain/vocabulary.ts'

/** Something that was told to several people, and what became of it with each. */
export interface ProofEvent extends Pick<ProofLine, 'at' | 'told'> {
  people: (Pick<ProofLine, 'rank' | 'channel' | 'result' | 'handedOverAt' | 'resultAt' | 'lateMinutes'> & {
    /** Null: erased. */ name: string | null
    why: string | null
  })[]
}

/** A customer's own page. */
export interface OrganisationView {
  kind: 'organisation'
  state: 'shown'
  name: string
  customerNumber: string | null
  days: Day[]
  platforms: (PastDays & {
    name: string
    url: string
    archived: boolean
    state: PlatformState
    /** Null: for longer than a year. */
    since: Instant | null
  })[]
  open: {
    title: string
    url: string
    priority: Priority
    phase: Phase
    openedAt: Instant
    /** When the next update is due. */
    dueAt: Instant | null
    isOverdue: boolean
    platforms: string[]
  }[]
  windows: (Window & { title: string; url: string; state: MaintenanceState; zone: string; platforms: string[] })[]
  /** Addresses and numbers are masked. */
  contacts: {
    name: string
    title: string | null
    email: string
    phone: string | null
    rank: ContactRank
    purposes: readonly Purpose[]
    confirmedAt: Instant
    /** Is anything sent to the address? */
    works: boolean
  }[]
  /** Newest first. */
  proofs: { title: string | null; url: string | null; type: 'incident' | 'maintenance' | null; events: ProofEvent[] }[]
  /** Are there more than are shown? */
  hasMore: boolean
  /** The lines by which all of it can be checked. */
  seal: string[][]
  /** Where corrections are written to; null: as the support page says. */
  desk: string | null
}

export interface OrganisationUnknownView {
  kind: 'organisation'
  state: 'unknown'
}
