import { gotThroughSince } from '../../../db/delivery/attempts.ts'
import type { DeliveryResult } from '../../../db/delivery/deliveries.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { findSubscriber, noteWarned } from '../../../db/subscription/subscribers.ts'
import { tellOwner } from '../../../db/subscription/tell-owner.ts'
import type { ChannelKind } from '../../channels/kind.ts'
import { OWNERS_WAY } from '../../channels/kinds.ts'
import { HOUR, type Instant } from '../../domain/vocabulary.ts'

/** An owner is warned once nothing has got through for so long. */
const WARN_AFTER = 2 * HOUR

/** Is it tried in vain for so long that its owner may have to be warned? */
export function isFailing({ state, tried_at: since }: DeliveryResult, now: Instant): boolean {
  return state === 'queued' && since !== null && now - since >= WARN_AFTER
}

/** Warns the owner of an address once per outage: until something gets through again. */
export async function warnOwner(trx: Trx, kind: ChannelKind, result: DeliveryResult, now: Instant): Promise<void> {
  const { subscriber_id: id, state, tried_at: since, error } = result
  if (kind.confirms !== 'by-owner') return
  if (state === 'sent') return noteWarned(trx, id, null)
  if (!isFailing(result, now) || since === null || (await gotThroughSince(trx, id, since))) return
  const failing = await findSubscriber(trx, id)
  if (failing?.state !== 'active' || failing.warned_at !== null) return
  await noteWarned(trx, id, now)
  const via = { title: kind.title, address: kind.mask(failing.address) }
  await tellOwner(trx, failing, { what: 'failing', via, since, ...(error !== null && { why: error }) }, OWNERS_WAY, now)
}
