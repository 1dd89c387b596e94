import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

export type Address = ipaddr.IPv4 | ipaddr.IPv6

/** An address of the network, and how many of its bits are the network's. */
export type Network = [Address, number]

/** With the port or the brackets that proxies write: `203.0.113.7:40007`, `[2001:db8::1]`, `[2001:db8::1]:510`. */
const DECORATED = /^(?:\[([^\]]*)\]|([\d.]+))(?::\d{1,5})?$/

/**
 * An address as proxies write it in `X-Forwarded-For`; null if it is none, also where it is a number that could stand
 * for one. IPv4 in IPv6, as dual-stack sockets report it, is IPv4.
 */
export function parseAddress(text = ''): Address | null {
  const written = text.trim().replace(/^"(.*)"$/, '$1')
  const [, v6, v4] = DECORATED.exec(written) ?? []
  const address = v6 ?? v4 ?? written
  return isIP(address) > 0 ? ipaddr.process(address) : null
}

/** An address or CIDR of the configuration, which has been checked. */
export function networkOf(text: string): Network {
  if (text.includes('/')) return ipaddr.parseCIDR(text)
  const address = ipaddr.process(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

/** Does the address lie in one of the networks? */
export function isWithin(address: Address, networks: readonly Network[]): boolean {
  return networks.some(([network, bits]) => {
    if (address instanceof ipaddr.IPv4) return network instanceof ipaddr.IPv4 && address.match(network, bits)
    return network instanceof ipaddr.IPv6 && address.match(network, bits)
  })
}
