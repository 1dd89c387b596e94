import { appendEvent, lastToldOf } from '../../../../db/delivery/events.ts'
import type { Trx } from '../../../../db/schema/index.ts'
import type { Incident } from '../../../domain/incident/incident.ts'
import type { Notice } from '../../../domain/incident/notice.ts'
import type { Instant } from '../../../domain/vocabulary.ts'

/**
 * Records that something of an incident was put right: the words of one update, or the incident's own times. People see it
 * on the page and are not told; programs, which keep what they were told, are told how the incident stands now, with the
 * update as it reads now, if subscribers had been told of it at all.
 */
export async function tellCorrection(
  trx: Trx,
  incident: Incident,
  update: { id: string; words: Pick<Notice, 'body' | 'translations'> } | null,
  now: Instant,
): Promise<void> {
  const { id: incidentId, affected } = incident
  const last = await toldOf(trx, incidentId, null)
  const own = update && (await toldOf(trx, incidentId, update.id))
  const isTold = last !== null && (update === null || own !== null)
  await appendEvent(trx, {
    kind: 'incident.corrected',
    at: now,
    incidentId,
    updateId: update?.id ?? null,
    platforms: affected.map((platform) => platform.id),
    ...(isTold && {
      notify: true,
      notice: {
        ...last,
        ...standing(incident),
        ...(update?.id === last.updateId && update.words),
        corrected: own && { ...(own.corrected ?? own), ...update?.words },
      } satisfies Notice,
    }),
  })
}

async function toldOf(trx: Trx, incidentId: string, updateId: string | null): Promise<Notice | null> {
  return JSON.parse((await lastToldOf(trx, incidentId, updateId)) ?? 'null')
}

/** What of an incident may be otherwise since subscribers were told of it. */
function standing(incident: Incident) {
  const { title, priority, phase, caseStatus, caseNumber, vendor, openedAt, startedAt, etr } = incident
  const { resolvedAt, holdUntil } = incident
  return {
    ...{ title, priority, phase, caseStatus, caseNumber, vendor, openedAt, startedAt, etr },
    ...{ resolvedAt: resolvedAt ?? undefined, holdUntil: holdUntil ?? undefined },
  }
}
