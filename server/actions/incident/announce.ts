import { appendEvent } from '../../../db/delivery/events.ts'
import { changeImpacts, endImpacts } from '../../../db/incident/impacts.ts'
import { insertUpdate } from '../../../db/incident/updates.ts'
import type { EventKind, Trx } from '../../../db/schema/index.ts'
import type { UpdateText } from '../../domain/incident/incident.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
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
  const began = announcement.sequence === 1 ? (decided.incident.startedAt ?? decided.incident.openedAt) : now
  await changeImpacts(trx, incidentId, decided.changes, began)
  if (decided.incident.phase === 'resolved') await endImpacts(trx, incidentId, now)
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

function updateRow(id: string, announcement: Announcement) {
  const { incidentId, sequence, decided, text, notify, author, now, notBefore = now } = announcement
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
    etr: text.etr ?? null,
    hold_until: text.holdUntil ?? null,
    reason: text.reason ?? null,
    author,
    notify: notify ? (1 as const) : (0 as const),
    created_at: Math.max(now, notBefore),
    corrected_at: null,
    promised_under: decided.incident.priority,
  }
}
