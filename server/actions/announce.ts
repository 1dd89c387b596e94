import { appendEvent } from '../../db/events.ts'
import { changeImpacts, endImpacts, impactsOf } from '../../db/incidents.ts'
import { listPlatforms } from '../../db/platforms.ts'
import type { EventKind, Trx } from '../../db/schema.ts'
import { insertUpdate } from '../../db/updates.ts'
import type { Decided, UpdateText } from '../domain/incident.ts'
import type { Notice } from '../domain/notice.ts'
import type { Instant } from '../domain/vocabulary.ts'
import { newId } from '../ids.ts'

export interface Announcement {
  incidentId: string
  kind: Extract<EventKind, 'incident.opened' | 'incident.updated'>
  sequence: number
  phaseChanged: boolean
  decided: Decided
  text: UpdateText
  notify: boolean
  author: string
  now: Instant
  /** What the text is besides an ordinary update, and of a duplicate the incident that goes on. */
  about?: Notice['about']
  master?: Notice['master']
}

/**
 * Writes one public update of an incident: its text, what it changes about platforms, and the event that publishes and
 * tells it. Answers the update's id.
 */
export async function announce(trx: Trx, announcement: Announcement): Promise<string> {
  const { incidentId, decided, now } = announcement
  const updateId = newId()
  await insertUpdate(trx, updateRow(updateId, announcement))
  const began = announcement.sequence === 1 ? (decided.incident.startedAt ?? decided.incident.openedAt) : now
  await changeImpacts(trx, incidentId, decided.changes, began)
  if (decided.incident.phase === 'resolved') await endImpacts(trx, incidentId, now)
  const notice = await noticeOf(trx, updateId, announcement)
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

function updateRow(id: string, { incidentId, sequence, decided, text, notify, author, now }: Announcement) {
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
    created_at: now,
    corrected_at: null,
    priority: decided.incident.priority,
  }
}

/** What a text says, with the names and impacts of this moment. */
export async function noticeOf(
  trx: Trx,
  updateId: string,
  announcement: Omit<Announcement, 'kind' | 'notify' | 'author'>,
): Promise<Notice> {
  const { incident, promise } = announcement.decided
  const names = new Map((await listPlatforms(trx, { archived: true })).map((p) => [p.id, p.name]))
  const impacts = await impactsOf(trx, [announcement.incidentId])
  const impactNow = new Map(incident.affected.map((a) => [a.id, a.impact]))
  return {
    incidentId: announcement.incidentId,
    updateId,
    sequence: announcement.sequence,
    title: incident.title,
    priority: incident.priority,
    phase: incident.phase,
    phaseChanged: announcement.phaseChanged,
    body: announcement.text.body,
    translations: announcement.text.translations ?? {},
    platforms: impacts.map(({ platform_id: id, impact }) => ({
      id,
      name: names.get(id) ?? id,
      impact: incident.phase === 'resolved' ? 'operational' : (impactNow.get(id) ?? impact),
    })),
    at: announcement.now,
    openedAt: incident.openedAt,
    startedAt: incident.startedAt,
    dueAt: promise?.dueAt ?? null,
    basis: promise?.basis ?? null,
    etr: incident.etr,
    reason: announcement.text.reason ?? null,
    vendor: incident.vendor,
    caseNumber: incident.caseNumber,
    holdUntil: incident.holdUntil ?? undefined,
    about: announcement.about,
    master: announcement.master,
  }
}
