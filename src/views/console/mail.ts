import type { Instant } from '../../../server/domain/vocabulary.ts'
import type { ConsoleFrame } from './frame.ts'

/** A mail in the list of the local mailbox. */
export interface MailRow {
  /** Its page. */
  href: string
  to: string
  subject: string
  /** Null where the mail says none that can be read. */
  sentAt: Instant | null
}

/** Mails that were kept because no provider is configured, newest first. */
export interface MailsView extends ConsoleFrame<'mailbox/mails'> {
  mails: MailRow[]
  /** Pages of the list, as addresses; null where there is none. */
  newer: string | null
  older: string | null
}

/** One of them. Its HTML is never in the page: it is shown in a frame with a policy of its own. */
export interface MailView extends ConsoleFrame<'mailbox/mail'> {
  mail: Omit<MailRow, 'href'> & { from: string }
  /** Address of its HTML, for a sandboxed frame; null where it has none. */
  frame: string | null
  /** Address of the whole mail as a file; null where a link in it is hidden from whoever looks. */
  file: string | null
  /** Its plain text in parts; a part with `isLink` is a web address. */
  text: { words: string; isLink: boolean }[]
  headers: { name: string; value: string }[]
}
