import type { Gap } from '../../../server/domain/contact/coverage.ts'
import type { ConsoleFrame } from './frame.ts'

/** Customers that a promise cannot reach, and the mail that asks them to name somebody. */
export interface CoverageView extends ConsoleFrame<'organisations/coverage'> {
  items: {
    id: string
    name: string
    customerNumber: string | null
    gaps: readonly Gap[]
    asked: { at: number; by: string } | null
    /** To whoever of it can be written to; `href` opens it in the reader's own mail program. */
    mail: { to: readonly string[]; subject: string; body: string; href: string }
  }[]
  /** Where the next page is; null on the last. */
  next: string | null
}
