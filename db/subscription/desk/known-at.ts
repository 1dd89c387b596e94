import type { ChannelName } from '../../../server/domain/vocabulary.ts'
import { nameAddress, placeIn } from '../../../server/lib/secret/sealed-address.ts'
import type { Reader } from '../../schema/index.ts'
import { addressSecretOf } from '../../system/audit-key.ts'
import { findSubscriberEverAt } from '../forgotten.ts'
import type { SubscriberRow } from '../subscribers.ts'
import { beginningWith, ownedBy } from './search.ts'

/** The channels that there are: what a whole address may be one of. */
export type Channels = readonly { name: ChannelName; confirms: 'by-link' | 'at-once' | 'by-owner' }[]

/** Ids of all that is known at just this address, or of this owner, by whatever channel. */
export async function knownAt(db: Reader, channels: Channels, address: string): Promise<string[]> {
  const lower = address.toLowerCase()
  const found: (SubscriberRow | null)[] = await ownedBy(db, lower)
  for (const { name, confirms } of channels) {
    if (confirms === 'by-owner') {
      if (!URL.canParse(address)) continue
      const place = placeIn(nameAddress(addressSecretOf(db), address, ''))
      found.push(...(await beginningWith(db, name, `${place} `)))
    } else found.push(await findSubscriberEverAt(db, name, confirms === 'by-link' ? lower : address))
  }
  return [...new Set(found.flatMap((row) => row?.id ?? []))]
}
