import { timelinesOf } from '../../db/incident/promises.ts'
import { updatesOf } from '../../db/incident/updates.ts'
import { loadMaintenance } from '../../db/maintenance/load.ts'
import { maintenanceUpdatesOf } from '../../db/maintenance/updates.ts'
import type { Reader } from '../../db/schema/index.ts'
import { listAudit } from '../../db/system/audit.ts'
import { OWED_AS } from '../domain/incident/worklist.ts'
import type { Kept } from '../domain/ladder/kept.ts'
import type { OwedKind } from '../domain/ladder/owed.ts'
import type { MaintenanceNews } from '../domain/maintenance/notice.ts'
import { noticeId } from '../domain/maintenance/notice-plan.ts'
import { ledgerOf } from '../domain/promise/ledger.ts'
import type { Instant } from '../domain/vocabulary.ts'

/** A promise that is owed no longer. */
interface Former {
  promiseId: string
  kind: OwedKind
  object: { type: 'incident' | 'maintenance'; id: string }
  /** When somebody was told of it last. */
  toldAt: Instant
}

/** What ended a promise that is owed no longer, and when; null where it only lapsed, such as by a reopened case. */
export function readKept(db: Reader, former: Former, now: Instant): Promise<Kept | null> {
  return former.object.type === 'incident' ? keptByIncident(db, former, now) : keptByMaintenance(db, former)
}

async function keptByIncident(db: Reader, { promiseId, kind, object, toldAt }: Former, now: Instant) {
  const updates = (await updatesOf(db, [object.id])).toReversed()
  const isOver = (phase: string | undefined) => (phase === 'resolved' ? 'resolved' : 'update')
  if (kind === 'no_answer') {
    const next = updates.find(({ posted_at }) => posted_at > toldAt)
    return next ? ({ by: isOver(next.phase), at: next.posted_at } as const) : null
  }
  const entries = (await timelinesOf(db, [object.id])).flatMap((timeline) => ledgerOf(timeline, now))
  const at = entries.find((entry) => entry.id === promiseId && OWED_AS[entry.kind] === kind)?.keptAt ?? null
  if (at === null) return null
  if (kind === 'report') return { by: 'report', at } as const
  return { by: isOver(updates.find(({ posted_at }) => posted_at === at)?.phase), at } as const
}

const NEWS: Partial<Record<MaintenanceNews, Kept['by']>> = {
  moved: 'moved',
  extended: 'moved',
  started: 'started',
  completed: 'ended',
  cancelled: 'cancelled',
}

async function keptByMaintenance(
  db: Reader,
  { promiseId, kind, object: { id }, toldAt }: Former,
): Promise<Kept | null> {
  const notices = (await loadMaintenance(db, id))?.notices ?? []
  const sentAt = notices.find((notice) => noticeId(id, notice) === promiseId)?.toldAt ?? null
  if (kind === 'notice' && sentAt !== null) return { by: 'notice', at: sentAt }
  const described = kind === 'details' ? await describedAt(db, id, toldAt) : null
  if (described !== null) return { by: 'details', at: described }
  const later = (await maintenanceUpdatesOf(db, [id])).filter(({ created_at }) => created_at > toldAt).toReversed()
  const next = later.find(({ news }) => NEWS[news] !== undefined) ?? later[0]
  return next ? { by: NEWS[next.news] ?? 'update', at: next.created_at } : null
}

/** When the work of a window was first described after `toldAt`: pages say it without an update of its own. */
async function describedAt(db: Reader, id: string, toldAt: Instant): Promise<Instant | null> {
  const entries = await listAudit(db, { limit: 1000, object: `maintenance/${id}` })
  const isDescription = ({ at, detail }: (typeof entries)[number]) =>
    at > toldAt && 'description' in ((detail as { changes?: object } | null)?.changes ?? {})
  return entries.find(isDescription)?.at ?? null
}
