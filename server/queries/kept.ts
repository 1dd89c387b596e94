import { listAudit } from '../../db/audit/search.ts'
import { followUpOf } from '../../db/incident/follow-ups.ts'
import { findPostmortem } from '../../db/incident/postmortems.ts'
import { timelinesOf } from '../../db/incident/promises.ts'
import { updatesOf } from '../../db/incident/updates.ts'
import { loadMaintenance } from '../../db/maintenance/load.ts'
import { maintenanceUpdatesOf } from '../../db/maintenance/updates.ts'
import type { Reader } from '../../db/schema/index.ts'
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

/** What ended a promise that is owed no longer, when and by whom; null where it only lapsed, such as by a reopened case. */
export function readKept(db: Reader, former: Former, now: Instant): Promise<Kept | null> {
  return former.object.type === 'incident' ? keptByIncident(db, former, now) : keptByMaintenance(db, former)
}

async function keptByIncident(
  db: Reader,
  { promiseId, kind, object, toldAt }: Former,
  now: Instant,
): Promise<Kept | null> {
  const updates = (await updatesOf(db, [object.id])).toReversed()
  if (kind === 'no_answer') {
    const isClosed = ({ case_status }: (typeof updates)[number]) => case_status.startsWith('closed')
    const said = updates.map(
      (one): Kept => ({ by: isClosed(one) ? 'closed' : saidBy(one), at: one.posted_at, actor: one.author }),
    )
    return [...said, ...(await contactsOf(db, object.id))].filter(({ at }) => at > toldAt).sort(byTime)[0] ?? null
  }
  const entries = (await timelinesOf(db, [object.id])).flatMap((timeline) => ledgerOf(timeline, now))
  const at = entries.find((entry) => entry.id === promiseId && OWED_AS[entry.kind] === kind)?.keptAt ?? null
  if (at === null) return null
  if (kind === 'report') return { by: 'report', at, actor: (await findPostmortem(db, object.id))?.author ?? null }
  const kept = updates.find(({ posted_at }) => posted_at === at)
  return { by: saidBy(kept), at, actor: kept?.author ?? null }
}

/** A case that nobody answered, or that goes on in another, ends in the phase `resolved` without being resolved. */
function saidBy(update: { phase: string; case_status: string } | undefined): 'update' | 'closed' | 'resolved' {
  if (update?.phase !== 'resolved') return 'update'
  return update.case_status === 'closed_no_response' || update.case_status === 'duplicate' ? 'closed' : 'resolved'
}

/** What the desk recorded of its customers: that it asked them, and that they answered. */
async function contactsOf(db: Reader, incidentId: string): Promise<Kept[]> {
  const { askedAt, answeredAt } = await followUpOf(db, incidentId)
  const known = (by: 'asked' | 'answered', at: Instant | null): Kept[] => (at === null ? [] : [{ by, at, actor: null }])
  return [...known('asked', askedAt), ...known('answered', answeredAt)]
}

const byTime = (a: Kept, b: Kept) => a.at - b.at

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
  const updates = await maintenanceUpdatesOf(db, [id])
  if (kind === 'notice' && sentAt !== null) {
    const sent = updates.find(({ created_at }) => created_at === sentAt)
    return { by: 'notice', at: sentAt, actor: personOf(sent) }
  }
  const described = kind === 'details' ? await describedIn(db, id, toldAt) : null
  if (described !== null) return { by: 'details', at: described.at, actor: described.actor }
  const later = updates.filter(({ created_at }) => created_at > toldAt).toReversed()
  const next = later.find(({ news }) => NEWS[news] !== undefined) ?? later[0]
  return next ? { by: NEWS[next.news] ?? 'update', at: next.created_at, actor: personOf(next) } : null
}

/** Whoever posted it, unless the clock did. */
function personOf(update: { author: string } | undefined): string | null {
  return update === undefined || update.author === 'clock' ? null : update.author
}

/** The entry by which the work of a window was first described after `toldAt`: pages say it without an update of its own. */
async function describedIn(db: Reader, id: string, toldAt: Instant) {
  const entries = await listAudit(db, { limit: 1000, objects: [`maintenance/${id}`] })
  const isDescription = ({ at, detail }: (typeof entries)[number]) =>
    at > toldAt && 'description' in ((detail as { changes?: object } | null)?.changes ?? {})
  return entries.find(isDescription) ?? null
}
