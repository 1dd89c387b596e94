import { impactsOf } from '../../../db/incident/impacts.ts'
import { platformNames } from '../../../db/platform/platforms.ts'
import type { Trx } from '../../../db/schema/index.ts'
import type { Decided, UpdateText } from '../../domain/incident/incident.ts'
import type { Notice } from '../../domain/incident/notice.ts'
import { worstFirst } from '../../domain/platform/state.ts'
import type { Instant } from '../../domain/vocabulary.ts'

/** What a notice is composed from: the text and the decision. */
export interface NoticeSource {
  incidentId: string
  sequence: number
  phaseChanged: boolean
  decided: Decided
  text: Pick<UpdateText, 'body' | 'translations' | 'reason'>
  now: Instant
  /** What kind of update it is if not an ordinary one; for a duplicate, the incident that continues. */
  about?: Notice['about']
  master?: Notice['master']
}

/** Composes the notice of an update, with the platforms' names and impacts of this moment. */
export async function composeNotice(trx: Trx, updateId: string, source: NoticeSource): Promise<Notice> {
  const { incident, promise, reportDueAt } = source.decided
  const names = await platformNames(trx)
  const impacts = await impactsOf(trx, [source.incidentId])
  const impactNow = new Map(incident.affected.map((a) => [a.id, a.impact]))
  return {
    incidentId: source.incidentId,
    updateId,
    sequence: source.sequence,
    title: incident.title,
    priority: incident.priority,
    phase: incident.phase,
    phaseChanged: source.phaseChanged,
    body: source.text.body,
    translations: source.text.translations ?? {},
    platforms: worstFirst(
      impacts.map(({ platform_id: id, impact }) => ({
        id,
        name: names.get(id) ?? id,
        impact: incident.phase === 'resolved' ? 'operational' : (impactNow.get(id) ?? impact),
      })),
    ),
    at: source.now,
    openedAt: incident.openedAt,
    startedAt: incident.startedAt,
    dueAt: promise?.dueAt ?? null,
    basis: promise?.basis ?? null,
    reportDueAt: reportDueAt ?? undefined,
    etr: incident.etr,
    reason: source.text.reason ?? null,
    vendor: incident.vendor,
    caseNumber: incident.caseNumber,
    holdUntil: incident.holdUntil ?? undefined,
    about: source.about,
    master: source.master,
  }
}
