import type { NewDelivery } from '../../../../db/delivery/expansion.ts'
import { tellSome } from '../../../../db/delivery/tell.ts'
import { loadCurrentMaintenances } from '../../../../db/maintenance/load.ts'
import { platformNames } from '../../../../db/platform/platforms.ts'
import type { Trx } from '../../../../db/schema/index.ts'
import { digestsDue } from '../../../../db/subscription/digests.ts'
import { changeSubscriberRow } from '../../../../db/subscription/subscribers.ts'
import { activeSubscriptionsOf, followOf } from '../../../../db/subscription/subscriptions.ts'
import { laneOf } from '../../../channels/kind.ts'
import { CHANNEL_KINDS, kindNamed } from '../../../channels/kinds.ts'
import { ok } from '../../../domain/refusal.ts'
import { follows } from '../../../domain/subscription/audience.ts'
import { DIGEST_COVERS, type DigestNotice, isTimely, nextDigest } from '../../../domain/subscription/digest.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { type ActionContext, record } from '../../context.ts'

const CHUNK = 200

/**
 * Sends the weekly digests that are due: one mail to each who chose it and for whom something is planned. Each is noted
 * with its mail, so it goes out once however many instances there are. Returns whether anything is to be sent.
 */
export async function sendDigests(ctx: ActionContext): Promise<boolean> {
  let isAny = false
  while ((await digestsDue(ctx.db, ctx.now, 1)).length > 0) {
    const sent = await record(ctx, async (trx) => ok(await sendSome(trx, ctx)))
    isAny ||= sent.ok && sent.value > 0
  }
  return isAny
}

async function sendSome(trx: Trx, { plan, now }: ActionContext): Promise<number> {
  const due = await digestsDue(trx, now, CHUNK)
  const rows = await activeSubscriptionsOf(
    trx,
    due.map(({ id }) => id),
  )
  const windows = await upcoming(trx, now)
  const groups = new Map<string, NewDelivery[]>()
  for (const subscriber of due) {
    const { id, channel, address, digest_at: dueAt } = subscriber
    const zone = subscriber.time_zone ?? plan.zone
    const next = nextDigest(now, zone)
    await changeSubscriberRow(trx, id, { digest_at: next })
    const kind = kindNamed(CHANNEL_KINDS, channel)
    if (!kind || subscriber.state !== 'active' || !isTimely(dueAt ?? now, now, zone)) continue
    const mine = rows.filter((row) => row.subscriber_id === id).map((row) => ({ subscriberId: id, ...followOf(row) }))
    const matching = windows.filter(
      ({ startsAt, platforms }) =>
        startsAt < next &&
        mine.some((following) => follows({ kind: 'maintenance', incidentId: null, platforms }, following)),
    )
    if (matching.length === 0) continue
    const key = matching.map((window) => window.id).join(' ')
    const delivery = { subscriberId: id, channel, lane: laneOf(kind, address), because: { type: 'all' } } as const
    groups.set(key, [...(groups.get(key) ?? []), delivery])
  }
  for (const [key, deliveries] of groups) await tell(trx, key.split(' '), windows, deliveries, now)
  return groups.size
}

/** Windows that are announced and start soon, in order. */
async function upcoming(trx: Trx, now: Instant) {
  return (await loadCurrentMaintenances(trx, now))
    .map(({ maintenance }) => maintenance)
    .filter(({ state, startsAt }) => state === 'announced' && startsAt > now && startsAt <= now + DIGEST_COVERS)
    .sort((a, b) => a.startsAt - b.startsAt)
}

async function tell(
  trx: Trx,
  ids: readonly string[],
  all: Awaited<ReturnType<typeof upcoming>>,
  deliveries: readonly NewDelivery[],
  now: Instant,
): Promise<void> {
  const chosen = all.filter(({ id }) => ids.includes(id))
  const names = await platformNames(trx)
  const windows = chosen.map(({ id, title, translations, startsAt, endsAt, platforms }) => ({
    ...{ id, title, startsAt, endsAt },
    ...(Object.keys(translations).length > 0 && { translations }),
    platforms: platforms.map((platform) => names.get(platform) ?? platform),
  }))
  const notice: DigestNotice = { at: now, windows }
  await tellSome(trx, { kind: 'subscription.digest', topic: 'digest', rank: 9, notice }, deliveries, now)
}
