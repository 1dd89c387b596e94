import { appendEvent } from '../../db/events.ts'
import { markExpanded, queueDeliveries } from '../../db/expansion.ts'
import { listPlatforms } from '../../db/platforms.ts'
import type { Trx } from '../../db/schema.ts'
import { findSubscriberAt, insertSubscriber } from '../../db/subscribers.ts'
import type { Incident } from '../domain/incident.ts'
import type { DesignationNotice } from '../domain/notice.ts'
import type { Instant } from '../domain/vocabulary.ts'
import { newId } from '../ids.ts'
import type { ActionContext } from './context.ts'

/**
 * Tells the leads of the configuration file that there is a P1G, or that it is none any more, in the transaction that
 * makes it so. Nobody is told of a drill. The mails are queued here, since who gets them is known: nothing is left to expand.
 */
export async function tellLeads(
  trx: Trx,
  { plan, actor, now, demo }: ActionContext,
  incident: Incident,
  how: DesignationNotice['how'],
  reason: string | null,
): Promise<void> {
  const leads = [...new Set(plan.staff.leads)]
  if (leads.length === 0 || incident.drill || incident.phase === 'resolved' || demo) return
  const names = new Map((await listPlatforms(trx, { archived: true })).map((p) => [p.id, p.name]))
  const notice: DesignationNotice = {
    incidentId: incident.id,
    title: incident.title,
    caseNumber: incident.caseNumber,
    how,
    actor: actor.name,
    reason,
    platforms: incident.affected.map(({ id, impact }) => ({ id, name: names.get(id) ?? id, impact })),
    at: now,
    dueAt: incident.nextUpdateDueAt,
  }
  const eventId = await appendEvent(trx, { kind: 'staff.p1g', at: now, notify: true, rank: 0, notice })
  await markExpanded(trx, eventId, '', now)
  const deliveries = []
  for (const address of leads) {
    const subscriberId = await staffSubscriber(trx, address, now)
    deliveries.push({ subscriberId, channel: 'email', lane: 'email', because: { type: 'all' } } as const)
  }
  await queueDeliveries(trx, { eventId, topic: `staff:${incident.id}`, rank: 0, now }, deliveries)
}

/**
 * The subscriber at a staff address. A new one stays `pending` and follows nothing: the configuration file is no
 * consent to anything but what staff are told, and that goes out whatever the state.
 */
async function staffSubscriber(trx: Trx, address: string, now: Instant): Promise<string> {
  const known = await findSubscriberAt(trx, 'email', address)
  if (known) return known.id
  const made = await insertSubscriber(trx, {
    id: newId(),
    channel: 'email',
    address,
    keys: null,
    locale: 'en',
    time_zone: null,
    state: 'pending',
    off_reason: null,
    source: 'staff',
    created_at: now,
    updated_at: now,
  })
  return made.id
}
