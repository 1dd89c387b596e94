import type { Context } from 'hono'
import ipaddr from 'ipaddr.js'
import { type Address, isWithin, type Network, networkOf, parseAddress } from '../../lib/networks.ts'
import type { Env } from '../deps.ts'

/** The networks that a client's address lies in, the narrowest first. */
type ClientNetworks = readonly [string, ...string[]]

/**
 * The networks of the client, for limits: of IPv4 the address, its /24 and its /16; of IPv6 the /64 (one network), the
 * /56 (one customer's, mostly) and the /48. `X-Forwarded-For` is trusted only as far as trusted proxies wrote it: up to
 * its rightmost entry that is not one of them.
 */
export function clientNetworks(trustedProxies: readonly string[]): (c: Context<Env>) => ClientNetworks {
  const trusted = trustedProxies.map(networkOf)
  return (c) => {
    const client = clientOf(peerOf(c), c.req.header('x-forwarded-for'), trusted)
    if (client instanceof ipaddr.IPv6) return [within(client, 64), within(client, 56), within(client, 48)]
    return client ? [within(client, 32), within(client, 24), within(client, 16)] : ['unknown']
  }
}

/** The ranges from which no stranger comes: whoever forwards requests from there is a proxy of ours. */
const OURS = ['loopback', 'private', 'uniqueLocal', 'linkLocal', 'carrierGradeNat']

/** The peer of a request, if that is a proxy which nobody named as trusted: its clients cannot be told apart. */
export function unnamedProxy(trustedProxies: readonly string[]): (c: Context<Env>) => string | null {
  const trusted = trustedProxies.map(networkOf)
  return (c) => {
    const peer = parseAddress(peerOf(c))
    if (!peer || c.req.header('x-forwarded-for') === undefined || !OURS.includes(peer.range())) return null
    return isWithin(peer, trusted) ? null : peer.toString()
  }
}

function peerOf(c: Context<Env>): string | undefined {
  return c.env?.incoming?.socket?.remoteAddress
}

function clientOf(
  peer: string | undefined,
  forwarded: string | undefined,
  trusted: readonly Network[],
): Address | null {
  let client = parseAddress(peer)
  const hops = forwarded?.split(',').filter((hop) => hop.trim() !== '') ?? []
  while (client && isWithin(client, trusted)) {
    const before = parseAddress(hops.pop())
    if (!before) break
    client = before
  }
  return client
}

function within(address: Address, bits: number): string {
  const cidr = `${address.toString().replace(/%.*/, '')}/${bits}`
  const network = address instanceof ipaddr.IPv6 ? ipaddr.IPv6 : ipaddr.IPv4
  return `${network.networkAddressFromCIDR(cidr)}/${bits}`
}
