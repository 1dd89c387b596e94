import type { Reader } from '../../../db/schema/index.ts'
import { addressSecretOf } from '../../../db/system/audit-key.ts'
import { type ChannelKind, keysOf, type Target } from '../../channels/kind.ts'
import { nameAddress, sealAddress } from '../../lib/secret/sealed-address.ts'

/** Where a subscriber is reached as the database holds it: an address with an owner is sealed. */
export function placeOf(db: Reader, kind: ChannelKind, target: Target, owner: string | null) {
  if (owner === null) return { channel: kind.name, address: target.address, keys: keysOf(target) }
  const secret = addressSecretOf(db)
  const keys = JSON.stringify(sealAddress(secret, { url: target.address, secrets: [] }))
  return { channel: kind.name, address: nameAddress(secret, target.address, owner), keys, owner }
}
