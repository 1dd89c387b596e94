import type { Context } from 'hono'
import ipaddr from 'ipaddr.js'
import type { Env } from '../deps.ts'

type Address = ipaddr.IPv4 | ipaddr.IPv6
type Network = [Address, number]

/**
 * A key of the client for limits: the IPv4 address or the IPv6 /64 (one customer's network). `X-Forwarded-For` is
 * trusted only as far as trusted proxies wrote it: up to its rightmost entry that is not one of them.
 */
export function clientKey(trustedProxies: readonly string[]): (c: Context<Env>) => string {
  const trusted = trustedProxies.map(networkOf)
  return (c) => {
    const client = clientOf(c.env?.incoming?.socket?.remoteAddress, c.req.header('x-forwarded-for'), trusted)
    if (!client) return 'unknown'
    return client instanceof ipaddr.IPv6 ? client.toByteArray().slice(0, 8).join('.') : client.toString()
  }
}

function clientOf(
  peer: string | undefined,
  forwarded: string | undefined,
  trusted: readonly Network[],
): Address | null {
  let client = parse(peer)
  const hops = forwarded?.split(',') ?? []
  while (client && isTrusted(client, trusted)) {
    const before = parse(hops.pop()?.trim())
    if (!before) break
    client = before
  }
  return client
}

/** Also accepts IPv4-mapped IPv6 addresses, which dual-stack sockets report. */
function parse(text: string | undefined): Address | null {
  return text !== undefined && ipaddr.isValid(text) ? ipaddr.process(text) : null
}

function networkOf(text: string): Network {
  if (text.includes('/')) return ipaddr.parseCIDR(text)
  const address = ipaddr.process(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

function isTrusted(address: Address, networks: readonly Network[]): boolean {
  return networks.some(([network, bits]) => {
    if (address instanceof ipaddr.IPv4) return network instanceof ipaddr.IPv4 && address.match(network, bits)
    return network instanceof ipaddr.IPv6 && address.match(network, bits)
  })
}
