import { appendEvent } from '../../../db/delivery/events.ts'
import { changeImpacts, endImpacts, rewriteImpacts } from '../../../db/incident/impacts.ts'
import { insertUpdate } from '../../../db/incident/updates.ts'
import type { EventKind, Trx } from '../../../db/schema/index.ts'
import type { UpdateText } from '../../domain/incident/incident.ts'
import { beganAt } from '../../domain/incident/times/times.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import { noteStates } from '../platform/note-states.ts'
import { composeNotice, type NoticeSource } from './compose-notice.ts'

interface Announcement extends NoticeSource {
  kind: Extract<EventKind, 'incident.opened' | 'incident.updated'>
  text: UpdateText
  notify: boolean
  author: string
  /** When the update before it was posted: even if the clock was set back, the timeline stays in order of time. */
  notBefore?: Instant
}

/**
 * Writes one public update of an incident: its text, the impacts it changes, and the event by which it is published and
 * sent. Returns the update's id.
 */
export async function announce(trx: Trx, announcement: Announcement): Promise<string> {
  const { incidentId, decided, now } = announcement
  const updateId = newId()
  await insertUpdate(trx, updateRow(updateId, announcement))
  const felt = decided.incident.drill ? [] : decided.incident.affected.map(({ id }) => id)
  await noteStates(trx, felt, now, () => writeImpacts(trx, announcement))
  const notice = await composeNotice(trx, updateId, announcement)
  await appendEvent(trx, {
    kind: announcement.kind,
    at: now,
    incidentId,
    updateId,
    platforms: notice.platforms.map((platform) => platform.id),
    notify: announcement.notify && !decided.incident.drill,
    rank: decided.incident.priority === 'P1G' ? 0 : 1,
    notice,
  })
  return updateId
}

async function writeImpacts(trx: Trx, announcement: Announcement): Promise<void> {
  const { incidentId, sequence, decided } = announcement
  const [at, began] = [standsAt(announcement), beganAt(decided.incident)]
  if (overBefore(announcement) !== null) return rewriteImpacts(trx, incidentId, began)
  await changeImpacts(trx, incidentId, decided.changes, sequence === 1 ? began : at)
  if (decided.incident.phase === 'resolved') await endImpacts(trx, incidentId, at)
}

/** Where the update stands in the timeline, from which the impacts can be made again. */
function standsAt({ now, notBefore = now }: Announcement): Instant {
  return Math.max(now, notBefore)
}

/** When the problem was over, if that is before the update stands. */
function overBefore(announcement: Announcement): Instant | null {
  const { resolvedAt } = announcement.decided.incident
  return resolvedAt !== null && resolvedAt < standsAt(announcement) ? resolvedAt : null
}

function updateRow(id: string, announcement: Announcement) {
  const { incidentId, sequence, decided, text, notify, author } = announcement
  return {
    id,
    incident_id: incidentId,
    sequence,
    phase: decided.incident.phase,
    case_status: decided.incident.caseStatus,
    body: text.body,
    translations: JSON.stringify(text.translations ?? {}),
    changes: JSON.stringify(decided.changes),
    due_at: decided.promise?.dueAt ?? null,
    basis: decided.promise?.basis ?? null,
    // Of work that is done there is no estimate, whatever the text's fields say.
    etr: decided.incident.etr === null ? null : (text.etr ?? null),
    hold_until: text.holdUntil ?? null,
    reason: text.reason ?? null,
    author,
    notify: notify ? (1 as const) : (0 as const),
    created_at: standsAt(announcement),
    corrected_at: null,
    promised_under: decided.incident.priority,
    resolved_at: overBefore(announcement),
    report_due_at: decided.reportDueAt,
  }
}
