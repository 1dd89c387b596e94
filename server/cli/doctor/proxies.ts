import { readUnnamedProxy } from '../../../db/system/unnamed-proxy.ts'
import { isWithin, networkOf, parseAddress } from '../../lib/networks.ts'
import type { ExaminedData, Finding } from './finding.ts'

/** Whether the clients behind a proxy can be told apart. */
export async function proxyFindings({ config, db }: ExaminedData): Promise<Finding[]> {
  const { trustedProxies, publicUrl } = config
  const noticed = await readUnnamedProxy(db)
  const address = parseAddress(noticed?.address)
  if (noticed && address && !isWithin(address, trustedProxies.map(networkOf))) {
    const when = new Date(noticed.at).toISOString().slice(0, 10)
    const text = `proxies: requests came through ${noticed.address} (${when}), which TRUSTED_PROXIES does not name: all its clients share one limit`
    const all = [...trustedProxies, noticed.address].join(',')
    return [{ level: 'warn', text, mend: `If that is your proxy, set TRUSTED_PROXIES=${all}.` }]
  }
  if (trustedProxies.length > 0) return [{ level: 'ok', text: `proxies: ${trustedProxies.join(', ')} trusted` }]
  if (!publicUrl.startsWith('https:')) return []
  const text = 'proxies: https takes a proxy, and TRUSTED_PROXIES names none: all its clients share one limit'
  return [{ level: 'warn', text, mend: 'Set TRUSTED_PROXIES to its address, such as 127.0.0.1.' }]
}
