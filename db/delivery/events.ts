import { sql } from 'kysely'
import type { Instant } from '../../server/domain/vocabulary.ts'
import { write } from '../open.ts'
import type { Db, EventKind, Reader, Row, Trx } from '../schema/index.ts'
import { takeWriterLock } from '../writer-lock.ts'

interface NewEvent {
  kind: EventKind
  at: Instant
  incidentId?: string | null
  maintenanceId?: string | null
  updateId?: string | null
  /** The platforms that the event concerns: their pages and followers. */
  platforms?: readonly string[]
  /** Notify subscribers with `notice`. */
  notify?: boolean
  /** 0 is sent first. */
  rank?: number
  notice?: unknown
}

/** Appends an event and returns its id. The caller holds the writer lock. */
export async function appendEvent(trx: Trx, event: NewEvent): Promise<number> {
  const id = (await newestEvent(trx)) + 1
  await trx
    .insertInto('events')
    .values({
      id,
      kind: event.kind,
      at: event.at,
      incident_id: event.incidentId ?? null,
      maintenance_id: event.maintenanceId ?? null,
      update_id: event.updateId ?? null,
      platforms: JSON.stringify(event.platforms ?? []),
      notify: event.notify ? 1 : 0,
      rank: event.rank ?? 1,
      notice: event.notice === undefined ? null : JSON.stringify(event.notice),
      expanded_to: '',
      expanded_at: null,
    })
    .execute()
  return id
}

/** Asks every publisher of this database to render everything anew; returns the number of the event that says so. */
export async function requestPublishing(db: Db, at: Instant): Promise<number> {
  return write(db, async (trx) => {
    await takeWriterLock(trx)
    return appendEvent(trx, { kind: 'publish.requested', at })
  })
}

/**
 * Forgets what addresses were asked, and told of their own subscription, before `before`, once none of it waits to be
 * sent. The events stay, since their ids have no gaps; strangers make them, so they must not stay large.
 */
export async function forgetQuestions(trx: Trx, before: Instant): Promise<void> {
  await trx
    .updateTable('events')
    .set({ notify: 0, notice: null })
    // Spelled out so that the partial index `events_told_to_one` is used.
    .where(sql<boolean>`kind >= 'subscription.' and kind < 'subscription/' and notify = 1`)
    .where('at', '<', before)
    .where(sql<boolean>`not exists (select 1 from deliveries where event_id = events.id and settled_at is null)`)
    .execute()
}

/** The id of the newest event, 0 before the first. */
export async function newestEvent(db: Reader): Promise<number> {
  const row = await db
    .selectFrom('events')
    .select((e) => e.fn.max('id').as('id'))
    .executeTakeFirst()
  return row?.id ?? 0
}

/** Events after `cursor`, in order. */
export async function eventsAfter(
  db: Reader,
  cursor: number,
  limit: number,
): Promise<Pick<Row<'events'>, 'id' | 'kind' | 'at' | 'incident_id' | 'update_id' | 'maintenance_id' | 'platforms'>[]> {
  return db
    .selectFrom('events')
    .select(['id', 'kind', 'at', 'incident_id', 'update_id', 'maintenance_id', 'platforms'])
    .where('id', '>', cursor)
    .orderBy('id')
    .limit(limit)
    .execute()
}

export type EventToTell = Pick<Row<'events'>, 'id' | 'kind' | 'at' | 'notice'>

/** What some events tell. */
export async function eventsToTell(db: Reader, ids: readonly number[]): Promise<EventToTell[]> {
  return db.selectFrom('events').select(['id', 'kind', 'at', 'notice']).where('id', 'in', ids).execute()
}

/** The notice by which subscribers were last told of an incident, or of one of its updates; null where they were not. */
export async function lastToldOf(db: Reader, incidentId: string, updateId: string | null): Promise<string | null> {
  const row = await db
    .selectFrom('events')
    .select('notice')
    .where('incident_id', '=', incidentId)
    .$if(updateId !== null, (query) => query.where('update_id', '=', updateId))
    .where('notify', '=', 1)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.notice ?? null
}

/** When the newest event up to `id` that told the public something happened; null where there is none. */
export async function lastChange(db: Reader, id: number): Promise<Instant | null> {
  const row = await db
    .selectFrom('events')
    .leftJoin('incidents', 'incidents.id', 'events.incident_id')
    .select('events.at')
    .where('events.id', '<=', id)
    .where(sql<boolean>`(kind like 'incident.%' or kind like 'maintenance.%' or kind = 'platform.changed')`)
    .where((e) => e.or([e('incidents.drill', 'is', null), e('incidents.drill', '=', 0)]))
    .orderBy('events.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.at ?? null
}
