import { type LookupAddress, type LookupOptions, lookup as lookUpHere, promises } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { type Allowed, isNamed, isReachable } from './judge.ts'

/** Returns every address of a name; rejects if there is none. */
export type FindAddresses = (name: string) => Promise<LookupAddress[]>

/** The answer for a name that leads nowhere is the same as for one that leads inside: nobody learns which names there are. */
const NOWHERE = 'no public address of this name was found'

/**
 * The `lookup` of a connection: what it returns is what is connected to. A name of which one address is inside has none
 * at all.
 */
export function guardedLookup(allowed: Allowed, find: FindAddresses = askDns): LookupFunction {
  return (name, options, callback) => {
    if (isNamed(name, allowed)) return lookUpHere(name, options as LookupOptions, callback as never)
    find(name)
      .catch(() => [])
      .then((found) => {
        const [first] = found
        if (!first || !found.every(({ address }) => isReachable(address, allowed))) throw new Error(NOWHERE)
        if (options.all) callback(null, found)
        else callback(null, first.address, first.family)
      })
      .catch((error: Error) => callback(error, []))
  }
}

/**
 * Asks the DNS itself. `dns.lookup` would take one of the process's four threads for as long as a stranger's name server
 * likes.
 */
async function askDns(name: string): Promise<LookupAddress[]> {
  const resolver = new promises.Resolver({ timeout: 1500, tries: 2 })
  const ask = (family: 4 | 6) =>
    (family === 4 ? resolver.resolve4(name) : resolver.resolve6(name)).then(
      (addresses) => addresses.map((address) => ({ address, family })),
      () => [],
    )
  return (await Promise.all([ask(4), ask(6)])).flat()
}
