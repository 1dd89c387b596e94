import { appendEvent, lastToldOf } from '../../../../db/delivery/events.ts'
import type { Trx } from '../../../../db/schema/index.ts'
import type { Incident } from '../../../domain/incident/incident.ts'
import type { Notice } from '../../../domain/incident/notice.ts'
import type { Instant } from '../../../domain/vocabulary.ts'

/** What is otherwise than it was told. */
type Correction = Partial<Pick<Notice, 'body' | 'translations' | 'openedAt' | 'startedAt' | 'resolvedAt'>>

/**
 * Records that something of an incident was put right: of one update, or of the incident itself (null). People see it on
 * the page and are not told; programs, which keep what they were told, are told of it again with what is right now, if
 * subscribers had been told of it at all.
 */
export async function tellCorrection(
  trx: Trx,
  { id: incidentId, affected }: Pick<Incident, 'id' | 'affected'>,
  updateId: string | null,
  correction: Correction,
  now: Instant,
): Promise<void> {
  const told: Notice | null = JSON.parse((await lastToldOf(trx, incidentId, updateId)) ?? 'null')
  await appendEvent(trx, {
    kind: 'incident.corrected',
    at: now,
    incidentId,
    updateId,
    platforms: affected.map((platform) => platform.id),
    ...(told && { notify: true, notice: { ...told, ...correction } }),
  })
}
