import { parseAddress } from '../lib/networks.ts'
import { withoutLast } from '../lib/text.ts'

/** Names that nobody outside can ask, after RFC 6761 and RFC 6762. */
const LOCAL = /(^|\.)(localhost|local|invalid)$/

/**
 * Can a push service reach somebody by this contact (RFC 8292: an `https:` or `mailto:` URI)? Those that check it, Apple
 * first, answer 403 to every message where its host is local, made up or a private address.
 */
export function isPublicContact(subject: string): boolean {
  const host = hostOf(subject)
  if (host === null) return false
  const address = parseAddress(host)
  if (address) return address.range() === 'unicast'
  return host.includes('.') && !LOCAL.test(host)
}

/** Names that belong to nobody (RFC 6761): a mailbox there is what is left of an example. */
const NOBODYS = /(^|\.)(example|test)$/

/** As `isPublicContact`; a mailbox has to be somebody's too. */
export function isContact(subject: string): boolean {
  const host = hostOf(subject)
  return isPublicContact(subject) && !(/^mailto:/i.test(subject) && host !== null && NOBODYS.test(host))
}

/** Names that are kept for examples and tests, and those of one machine (RFC 2606 and RFC 6761). */
const RESERVED = /(^|\.)(example(\.(com|net|org))?|test|invalid|localhost)$/

/** Is this contact an example's, though the installation at `publicUrl` is no example and not for one machine alone? */
export function isMadeUp(subject: string, publicUrl: string): boolean {
  const [contact, own] = [hostOf(subject), hostOf(publicUrl)]
  if (contact === null || own === null || parseAddress(own)?.range() === 'loopback') return false
  return RESERVED.test(contact) && !RESERVED.test(own)
}

function hostOf(subject: string): string | null {
  const [, domain] = /^mailto:[^@]*@\[?([^\]]*)\]?$/i.exec(subject) ?? []
  // As browsers read a host: lower case, and every spelling of an IPv4 address as four numbers.
  const url = domain === undefined ? subject : `https://${domain}`
  return URL.canParse(url) ? withoutLast(new URL(url).hostname, '.') : null
}
