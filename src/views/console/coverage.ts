import type { Gap } from '../../../server/domain/contact/coverage.ts'
import type { ConsoleFrame } from './frame.ts'

/** Customers that a promised message may not reach, and the mail that asks them to name somebody. */
export interface CoverageView extends ConsoleFrame<'organisations/coverage'> {
  /** Also those that lack nobody but a contact for escalations; there are `others` of them. */
  all: boolean
  others: number
  items: {
    id: string
    name: string
    customerNumber: string | null
    gaps: readonly Gap[]
    /** Somebody at all, reachable or not. */
    hasNamed: boolean
    asked: { at: number; by: string } | null
    /** To whoever of it can be written to; `href` opens it in the reader's own mail program, if there is anybody. */
    mail: { to: readonly string[]; subject: string; body: string; href: string | null }
  }[]
  /** Where the next page is; null on the last. */
  next: string | null
}
