import { impactsOf } from '../../../db/incident/incidents.ts'
import { listPlatforms } from '../../../db/platform/platforms.ts'
import type { Trx } from '../../../db/schema/index.ts'
import type { Notice } from '../../domain/incident/notice.ts'
import { worstFirst } from '../../domain/platform/state.ts'
import type { Announcement } from './announce.ts'

/** What a text says, with the names and impacts of this moment. */
export async function composeNotice(
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
    platforms: worstFirst(
      impacts.map(({ platform_id: id, impact }) => ({
        id,
        name: names.get(id) ?? id,
        impact: incident.phase === 'resolved' ? 'operational' : (impactNow.get(id) ?? impact),
      })),
    ),
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
