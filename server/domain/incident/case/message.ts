import type { Instant, Priority } from '../../vocabulary.ts'
import type { Headline, Stand } from './headline.ts'
import type { Outlook } from './outlook.ts'

/** What a notice says of the case, beyond the update's text. */
export interface CaseMessage extends Outlook {
  headline: Headline
}

/** The incident that goes on in a duplicate's place, as it stood when the duplicate was closed. */
export interface MasterMessage extends Partial<Stand> {
  id: string
  title: string
  /** Absent from what was written before it was kept. */
  openedAt?: Instant
  priority?: Priority
  /** Absent where it has none. */
  caseNumber?: string
  /** When its next update is due. */
  dueAt?: Instant | null
}
