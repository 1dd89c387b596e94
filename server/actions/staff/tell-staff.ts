import { tellSome } from '../../../db/delivery/tell.ts'
import type { EventKind, Trx } from '../../../db/schema/index.ts'
import { ensureSubscriber } from '../../../db/subscription/ensure-subscriber.ts'
import { staffLane } from '../../channels/kind.ts'
import { STAFF_KIND } from '../../channels/kinds.ts'
import type { DesignationNotice, Notice } from '../../domain/incident/notice.ts'
import type { RungNotice } from '../../domain/ladder/notice.ts'
import type { MaintenanceNotice } from '../../domain/maintenance/notice.ts'
import type { BreakGlassNotice } from '../../domain/staff/break-glass.ts'
import type { AccountNotice } from '../../domain/staff/notice.ts'
import type { Instant } from '../../domain/vocabulary.ts'

/** What subscribers would be told, for one of staff to look at first: the notice of a `staff.preview` event. */
export interface PreviewNotice {
  /** Of the event by which it would be told. */
  kind: EventKind
  notice: Notice | MaintenanceNotice
}

interface StaffNews {
  kind: Extract<EventKind, 'staff.p1g' | 'staff.owed' | 'staff.preview' | 'staff.account' | 'staff.break_glass'>
  topic: string
  rank: number
  now: Instant
  notice: DesignationNotice | RungNotice | PreviewNotice | AccountNotice | BreakGlassNotice
}

/**
 * Sends an e-mail to staff at addresses of the configuration file or of their accounts, in the transaction of what
 * happened. The deliveries are queued here because the recipients are known: nothing is left to expand, and they wait in
 * a lane of their own. Returns the number of the event.
 */
export async function tellStaff(
  trx: Trx,
  addresses: readonly string[],
  { kind, topic, rank, now, notice }: StaffNews,
): Promise<number> {
  const lane = staffLane(STAFF_KIND)
  const deliveries = []
  for (const address of new Set(addresses)) {
    const { id } = await ensureSubscriber(trx, { channel: STAFF_KIND.name, address, keys: null }, NEW, now)
    deliveries.push({ subscriberId: id, channel: STAFF_KIND.name, lane, because: { type: 'all' } } as const)
  }
  return tellSome(trx, { kind, topic, rank, notice }, deliveries, now)
}

/**
 * A new subscriber at a staff address stays `pending` and follows nothing: being in the configuration file is no consent
 * to anything but staff mail, which is sent whatever the state.
 */
const NEW = { locale: 'en', time_zone: null, state: 'pending', source: 'staff' } as const
