import { sql } from 'kysely'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader } from '../schema/index.ts'

/** Open P1Gs without any affected platform: the page would contradict itself. */
export async function p1gWithoutImpact(db: Reader): Promise<string[]> {
  const rows = await db
    .selectFrom('incidents')
    .select('id')
    .where('priority', '=', 'P1G')
    .where('phase', '<>', 'resolved')
    // There the work is done, and its confirmation is awaited.
    .where('case_status', '<>', 'resolved_follow_up')
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('impacts')
            .select(sql`1`.as('one'))
            .whereRef('impacts.incident_id', '=', 'incidents.id')
            .where('until_at', 'is', null)
            .where('impact', '<>', 'operational'),
        ),
      ),
    )
    .execute()
  return rows.map((row) => row.id)
}

/** Resolved incidents that still affect a platform. */
export async function resolvedWithImpact(db: Reader): Promise<string[]> {
  const rows = await db
    .selectFrom('incidents')
    .innerJoin('impacts', 'impacts.incident_id', 'incidents.id')
    .select('incidents.id')
    .distinct()
    .where('phase', '=', 'resolved')
    .where('until_at', 'is', null)
    .execute()
  return rows.map((row) => row.id)
}

/** Open public incidents whose promised update is overdue. */
export async function overdueIncidents(db: Reader, now: Instant): Promise<{ id: string; title: string }[]> {
  return db
    .selectFrom('incidents')
    .select(['id', 'title'])
    .where('phase', '<>', 'resolved')
    .where('drill', '=', 0)
    .where('next_update_due_at', '<', now)
    .orderBy('next_update_due_at')
    .execute()
}

/** Deliveries to subscribers per channel that have been waiting since before `before`, or failed after it. */
export async function troubledDeliveries(
  db: Reader,
  before: Instant,
): Promise<{ channel: string; state: string; count: number }[]> {
  return db
    .selectFrom('deliveries')
    .select((e) => ['channel', 'state', e.fn.countAll<number>().as('count')])
    .where('lane', 'not like', STAFF_LANES)
    .where((e) =>
      e.or([
        e.and([e('state', 'in', ['queued', 'sending']), e('created_at', '<', before)]),
        e.and([e('state', '=', 'failed'), e('settled_at', '>', before)]),
      ]),
    )
    .groupBy(['channel', 'state'])
    .execute()
}

/** The lanes of messages to staff, as `staffLane` names them. */
const STAFF_LANES = '% staff'

/** How many messages to staff failed after `before`, have been waiting since then, or were tried in vain since before `late`. */
export async function troubledStaffMessages(db: Reader, before: Instant, late: Instant): Promise<number> {
  const { count } = await db
    .selectFrom('deliveries')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('lane', 'like', STAFF_LANES)
    .where((e) => {
      const isWaiting = e('state', 'in', ['queued', 'sending'])
      return e.or([
        e.and([e('state', '=', 'failed'), e('settled_at', '>', before)]),
        e.and([isWaiting, e('created_at', '<', before)]),
        e.and([isWaiting, e('created_at', '<=', late), e('error', 'is not', null)]),
      ])
    })
    .executeTakeFirstOrThrow()
  return Number(count)
}
