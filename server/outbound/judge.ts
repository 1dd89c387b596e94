import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { type Address, isWithin, type Network, networkOf } from '../lib/networks.ts'

/** What the operator lets requests reach although it is private: hosts in lower case, addresses and CIDRs. */
export type Allowed = readonly string[]

const LONGEST = 2048
const PORTS = ['', '8443']

/** All that is routed on the Internet today. */
const GLOBAL_V6 = ipaddr.IPv6.parseCIDR('2000::/3')
/** The IPv4 Internet, as a host with IPv6 alone sees it: the last 32 bits are the address. */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96')
/** Public by number, but answered by the machine below ours: the wire server of Azure. */
const INSIDE = [networkOf('168.63.129.16')]

/** May requests go to this address, by its number alone? */
export function isReachable(text: string, allowed: Allowed): boolean {
  if (isIP(text) === 0) return false
  const address = innerOf(ipaddr.process(text))
  return isPublic(address) || isWithin(address, networksOf(allowed))
}

function innerOf(address: Address): Address {
  if (!(address instanceof ipaddr.IPv6) || !address.match(NAT64)) return address
  return ipaddr.fromByteArray(address.toByteArray().slice(12))
}

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast' || isWithin(address, INSIDE)) return false
  return !(address instanceof ipaddr.IPv6) || address.match(GLOBAL_V6)
}

/** Has the operator named this host, whatever address it has? */
export function isNamed(host: string, allowed: Allowed): boolean {
  return allowed.includes(host)
}

function networksOf(allowed: Allowed): Network[] {
  return allowed.filter((text) => text.includes('/') || isIP(text) > 0).map(networkOf)
}

/** The host of a URL without the brackets of IPv6. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '')

/**
 * Returns an address that a stranger gives as a URL to which requests may go, or why none may: https on port 443 or 8443
 * to a public host; to what the operator allows also http and any port. Names are not looked up: what they lead to is
 * judged when a connection is made.
 */
export function judgeUrl(text: string, allowed: Allowed): URL | { why: string } {
  if (text.length > LONGEST) return { why: `must have at most ${LONGEST} characters` }
  if (!URL.canParse(text)) return { why: 'must look like https://hooks.example.com/status' }
  const url = new URL(text)
  const host = hostOf(url)
  if (url.username || url.password) return { why: 'must not contain a user name or password' }
  url.hash = ''
  const isAllowed = isNamed(host, allowed) || (isIP(host) > 0 && isWithin(ipaddr.process(host), networksOf(allowed)))
  if (isAllowed && /^https?:$/.test(url.protocol)) return url
  if (url.protocol !== 'https:') return { why: 'must begin with https://' }
  if (!PORTS.includes(url.port)) return { why: 'must be on port 443 or 8443' }
  if (isIP(host) > 0 ? !isReachable(host, allowed) : !isPublicName(host))
    return { why: 'must be on the public Internet' }
  return url
}

/** A name of the DNS that somebody outside could have: with a dot, and none of those that mean this machine or its network. */
function isPublicName(host: string): boolean {
  return /^[\w-]+(\.[\w-]+)+$/.test(host) && !/(^|\.)(localhost|local|internal|localdomain|home\.arpa)$/.test(host)
}
