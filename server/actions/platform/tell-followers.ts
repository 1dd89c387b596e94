import { appendEvent } from '../../../db/delivery/events.ts'
import { followersAfter, markExpanded, queueDeliveries } from '../../../db/delivery/expansion.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { laneOf } from '../../channels/kind.ts'
import { CHANNEL_KINDS, kindNamed } from '../../channels/kinds.ts'
import { type ArchivedNotice, scopesOf } from '../../domain/platform/notice.ts'
import { type Instant, KINDS } from '../../domain/vocabulary.ts'

const SLICE = 1000

/**
 * Records that a platform was archived, and tells those who follow it or everything, once each, by the narrower of the
 * two. They are queued here: no incident and no window is there to be expanded.
 */
export async function tellFollowers(trx: Trx, platform: { id: string; name: string }, now: Instant): Promise<void> {
  const notice: ArchivedNotice = { platformId: platform.id, name: platform.name, at: now }
  const kind = 'platform.archived'
  const eventId = await appendEvent(trx, { kind, at: now, platforms: [platform.id], notify: true, notice })
  await markExpanded(trx, eventId, '', now)
  const event = { eventId, topic: `platform:${platform.id}`, rank: 1, now }
  for (const [scope, wanted] of scopesOf(platform.id).flatMap((scope) => KINDS.map((kind) => [scope, kind] as const))) {
    let page = await followersAfter(trx, scope, wanted, eventId, '', SLICE)
    while (page.length > 0) {
      const deliveries = page.map(({ subscriber_id, channel, address }) => {
        const known = kindNamed(CHANNEL_KINDS, channel)
        return { subscriberId: subscriber_id, channel, lane: known ? laneOf(known, address) : channel, because: scope }
      })
      await queueDeliveries(trx, event, deliveries)
      page = await followersAfter(trx, scope, wanted, eventId, page.at(-1)?.subscriber_id ?? '', SLICE)
    }
  }
}
