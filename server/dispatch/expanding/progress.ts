/** How far an event is expanded: first those whom organisations named are told, then those who follow it. */
interface Progress {
  phase: 'contacts' | 'followers'
  /** The last subscriber that was done; '' before the first. */
  after: string
}

const CONTACTS = 'contacts '
const FOLLOWERS = 'followers'

/** What `events.expanded_to` says: '' at the beginning, and of followers the id alone, as it was before there were contacts. */
export function progressOf(text: string): Progress {
  if (text === '' || text.startsWith(CONTACTS)) return { phase: 'contacts', after: text.slice(CONTACTS.length) }
  return { phase: 'followers', after: text === FOLLOWERS ? '' : text }
}

/** The same once contacts up to `last` are done; null: all of them. */
export function afterContacts(last: string | null): string {
  return last === null ? FOLLOWERS : CONTACTS + last
}
