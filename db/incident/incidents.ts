import type { Incident } from '../../server/domain/incident/incident.ts'
import type { Times } from '../../server/domain/incident/times/times.ts'
import type { Instant, Priority } from '../../server/domain/vocabulary.ts'
import { laterOf } from '../later.ts'
import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'
import { impactsOf } from './impacts.ts'
import { touching } from './overlap.ts'

export type IncidentRow = Row<'incidents'>

export async function insertIncident(trx: Trx, row: NewRow<'incidents'>): Promise<void> {
  await trx.insertInto('incidents').values(row).execute()
}

export async function findIncidentRow(db: Reader, id: string): Promise<IncidentRow | null> {
  return (await db.selectFrom('incidents').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** An incident as the rules need it: the row and its impact on each platform it has affected. */
export async function loadIncident(db: Reader, id: string): Promise<Incident | null> {
  const row = await findIncidentRow(db, id)
  if (!row) return null
  const impacts = await impactsOf(db, [id])
  return {
    id: row.id,
    title: row.title,
    priority: row.priority,
    phase: row.phase,
    caseStatus: row.case_status,
    caseNumber: row.case_number,
    vendor: row.vendor,
    openedAt: row.opened_at,
    startedAt: row.started_at,
    resolvedAt: row.resolved_at,
    nextUpdateDueAt: row.next_update_due_at,
    etr: row.etr,
    holdUntil: row.hold_until,
    drill: row.drill === 1,
    affected: impacts.map(({ platform_id, impact }) => ({ id: platform_id, impact })),
    duplicateOf: row.duplicate_of,
  }
}

/**
 * Stores a decided state. The writer lock keeps others from writing between the decision and this. The time of the last
 * change never goes back.
 */
export async function saveIncident(trx: Trx, id: string, to: Omit<Incident, 'id'>, now: Instant): Promise<void> {
  await trx
    .updateTable('incidents')
    .set({ ...incidentColumns(to), updated_at: laterOf('updated_at', now), published_at: null })
    .where('id', '=', id)
    .execute()
}

/** Stores corrected times, and when the first public update was due by them. */
export async function saveTimes(
  trx: Trx,
  id: string,
  { openedAt, startedAt, resolvedAt }: Times,
  responseDueAt: Instant | null,
  now: Instant,
): Promise<void> {
  const times = { opened_at: openedAt, started_at: startedAt, resolved_at: resolvedAt, response_due_at: responseDueAt }
  await trx
    .updateTable('incidents')
    .set({ ...times, times_corrected_at: now, updated_at: now, published_at: null })
    .where('id', '=', id)
    .execute()
}

/** Marks that the page does not show this incident's newest state yet. */
export async function unpublish(trx: Trx, id: string): Promise<void> {
  await trx.updateTable('incidents').set({ published_at: null }).where('id', '=', id).execute()
}

/** The columns of a decided incident. */
export function incidentColumns(incident: Omit<Incident, 'id'>) {
  return {
    title: incident.title,
    priority: incident.priority,
    phase: incident.phase,
    case_status: incident.caseStatus,
    case_number: incident.caseNumber,
    vendor: incident.vendor,
    opened_at: incident.openedAt,
    started_at: incident.startedAt,
    resolved_at: incident.resolvedAt,
    next_update_due_at: incident.nextUpdateDueAt,
    etr: incident.etr,
    hold_until: incident.holdUntil,
    drill: incident.drill ? (1 as const) : (0 as const),
    duplicate_of: incident.duplicateOf ?? null,
  }
}

export interface IncidentFilter {
  open?: boolean
  platform?: string
  priority?: Priority
  /** Those that touched this time: at or after `from`, and before `to`. */
  from?: Instant
  to?: Instant
  /** Include drills? Only for staff. */
  drills?: boolean
}

/** Incidents, latest opened first, behind `after` (the last one of the page before). */
export async function listIncidents(
  db: Reader,
  filter: IncidentFilter,
  page: { limit: number; after?: { openedAt: Instant; id: string } },
): Promise<IncidentRow[]> {
  const { open, platform, priority, from, to } = filter
  return db
    .selectFrom('incidents')
    .selectAll()
    .$if(!filter.drills, (q) => q.where('drill', '=', 0))
    .$if(open === true, (q) => q.where('phase', '<>', 'resolved'))
    .$if(open === false, (q) => q.where('phase', '=', 'resolved'))
    .$if(priority !== undefined, (q) => q.where('priority', '=', priority as Priority))
    .where(touching({ from, to }))
    .$if(platform !== undefined, (q) =>
      q.where('id', 'in', (sub) =>
        sub
          .selectFrom('impacts')
          .select('incident_id')
          .where('platform_id', '=', platform as string),
      ),
    )
    .$if(page.after !== undefined, (q) => {
      const { openedAt, id } = page.after as { openedAt: Instant; id: string }
      return q.where((e) => e(e.refTuple('opened_at', 'id'), '<', e.tuple(openedAt, id)))
    })
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute()
}

/** How many incidents of each priority are open, without drills. */
export async function countOpen(db: Reader): Promise<{ priority: Priority; count: number }[]> {
  return db
    .selectFrom('incidents')
    .select((e) => ['priority', e.fn.countAll<number>().as('count')])
    .where('phase', '<>', 'resolved')
    .where('drill', '=', 0)
    .groupBy('priority')
    .execute()
}
