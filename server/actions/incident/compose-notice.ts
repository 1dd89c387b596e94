import { followUpOf } from '../../../db/incident/follow-ups.ts'
import { impactsOf } from '../../../db/incident/impacts.ts'
import { translationsOf } from '../../../db/incident/updates.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { headlineOf, type Stand } from '../../domain/incident/case/headline.ts'
import { outlookOf } from '../../domain/incident/case/outlook.ts'
import type { Decided, UpdateText } from '../../domain/incident/incident.ts'
import type { Notice } from '../../domain/incident/notice.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { titlesGiven } from '../../domain/wording.ts'
import { namePlatforms } from '../platform/name-platforms.ts'

/** What a notice is composed from: the text and the decision. */
export interface NoticeSource {
  incidentId: string
  sequence: number
  /** Where the case stood before; null: this opens it. */
  before: Stand | null
  decided: Decided
  text: Pick<UpdateText, 'body' | 'translations' | 'reason'>
  now: Instant
  plan: Plan
  /** What kind of update it is if not an ordinary one; for a duplicate, the incident that continues. */
  about?: Notice['about']
  /** Of what reopens it: by when the report was promised that follows the next resolution. */
  reportWasDueAt?: Instant | null
  master?: Notice['master']
  saidLast?: Notice['saidLast']
}

/** Composes the notice of an update that is stored, with the platforms' names and states of this moment. */
export async function composeNotice(trx: Trx, updateId: string, source: NoticeSource): Promise<Notice> {
  const { incident, promise, reportDueAt } = source.decided
  const impacts = await impactsOf(trx, [source.incidentId])
  const impactNow = new Map(incident.affected.map((a) => [a.id, a.impact]))
  const affected = impacts.map(({ platform_id: id, impact }) => ({
    id,
    impact: incident.phase === 'resolved' ? ('operational' as const) : (impactNow.get(id) ?? impact),
  }))
  const { updates } = await followUpOf(trx, source.incidentId)
  const titles = titlesGiven(await translationsOf(trx, source.incidentId))
  return {
    incidentId: source.incidentId,
    updateId,
    sequence: source.sequence,
    title: incident.title,
    priority: incident.priority,
    phase: incident.phase,
    caseStatus: incident.caseStatus,
    phaseChanged: source.before?.phase !== incident.phase,
    body: source.text.body,
    translations: source.text.translations ?? {},
    ...(Object.keys(titles).length > 0 && { titles }),
    platforms: await namePlatforms(trx, affected),
    at: source.now,
    openedAt: incident.openedAt,
    startedAt: incident.startedAt,
    ...(incident.resolvedAt !== null && incident.resolvedAt !== source.now && { resolvedAt: incident.resolvedAt }),
    dueAt: promise?.dueAt ?? null,
    basis: promise?.basis ?? null,
    reportDueAt: reportDueAt ?? undefined,
    reportWasDueAt: source.reportWasDueAt ?? undefined,
    etr: incident.etr,
    reason: source.text.reason ?? null,
    vendor: incident.vendor,
    caseNumber: incident.caseNumber,
    holdUntil: incident.holdUntil ?? undefined,
    case: {
      headline: headlineOf(incident, source.before),
      ...outlookOf({ ...incident, updates }, source.plan, source.now),
    },
    about: source.about,
    master: source.master,
    saidLast: source.saidLast,
  }
}
