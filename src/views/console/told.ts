import type { CallChannel, CallResult } from '../../../server/domain/contact/contact.ts'
import type { NoticeResult, Told } from '../../../server/domain/contact/proof.ts'
import type { ConsoleFrame } from './frame.ts'

/** Which customers an incident or a window concerns, who of them was told, and who can be called. */
export interface ToldView extends ConsoleFrame<'organisations/told'> {
  object: { type: 'incident' | 'maintenance'; title: string; url: string }
  /** Are their contacts told of it at all? */
  promised: boolean
  /** They are not, but some were told: it was a master case. */
  wasPromised: boolean
  counts: { organisations: number; contacts: number; untold: number }
  /** Only those of which nobody can be told are shown. */
  untold: boolean
  items: {
    id: string
    name: string
    /** Can somebody of it be told of this? */
    reachable: boolean
    told: {
      /** Null: erased. */
      name: string | null
      backup: boolean
      /** The newest, and how many there were. */
      what: Told | null
      at: number
      count: number
      result: NoticeResult | CallResult
      why: string | null
      lateMinutes: number | null
    }[]
    calls: {
      name: string | null
      channel: CallChannel
      result: CallResult
      by: string
      at: number
      note: string | null
    }[]
    /** The customer's own list, the primary ones first. */
    escalation: { id: string; name: string; title: string | null; email: string; phone: string | null }[]
  }[]
  next: string | null
  /** What was typed into the form of a contact that was refused. */
  typed: { contact: string; channel: string; result: string; note: string } | null
  once: string
}
