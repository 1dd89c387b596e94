import { waitingAmong, waitingFor } from '../../db/delivery/again.ts'
import { attemptsOf } from '../../db/delivery/attempts.ts'
import { eventsToTell } from '../../db/delivery/events.ts'
import type { Reader, Row } from '../../db/schema/index.ts'
import { toldAs } from '../domain/subscription/told-as.ts'
import type { Instant } from '../domain/vocabulary.ts'

/** One attempt to reach an address, for its owner. */
export interface Attempt {
  id: string
  at: Instant
  event: number
  /** As the message says it: `incident.resolved`. */
  type: string
  outcome: Row<'attempts'>['outcome']
  status: number | null
  /** Milliseconds. */
  took: number
  answer: string
}

/** A message that is still to be sent. */
interface Waiting {
  type: string
  at: Instant
  /** When it is tried again, or until when it is held; null: it waits for its turn. */
  nextAt: Instant | null
  /** What the last attempt came to; null: there was none. */
  why: string | null
}

const WAITING_SHOWN = 20

/** The last attempts to reach a subscriber, the newest first. */
export async function listAttempts(db: Reader, subscriberId: string): Promise<Attempt[]> {
  const rows = await attemptsOf(db, subscriberId)
  const typeOf = await typesOf(db, rows)
  return rows.map(({ id, at, event_id: event, outcome, status, took, answer }) => ({
    ...{ id, at, event, type: typeOf(event), outcome, status, took, answer },
  }))
}

/** The first of what waits to be sent to a subscriber, in order. */
export async function listWaiting(db: Reader, subscriberId: string): Promise<Waiting[]> {
  const rows = await waitingFor(db, subscriberId, WAITING_SHOWN)
  const typeOf = await typesOf(db, rows)
  return rows.map((row) => ({
    ...{ type: typeOf(row.event_id), at: row.created_at, nextAt: nextOf(row) },
    why: row.attempts === 0 ? null : row.error,
  }))
}

/** Of messages that still wait, when each is tried again; null: at its turn. Events that are not in it wait no more. */
export async function nextTries(
  db: Reader,
  subscriberId: string,
  events: readonly number[],
): Promise<Map<number, Instant | null>> {
  const rows = await waitingAmong(db, subscriberId, [...new Set(events)])
  return new Map(rows.map((row) => [row.event_id, nextOf(row)]))
}

function nextOf({ attempts, due_at, held_until }: Awaited<ReturnType<typeof waitingFor>>[number]): Instant | null {
  return attempts === 0 ? held_until : due_at
}

async function typesOf(db: Reader, rows: readonly { event_id: number }[]): Promise<(event: number) => string> {
  const ids = [...new Set(rows.map((row) => row.event_id))]
  const events = ids.length === 0 ? [] : await eventsToTell(db, ids)
  const types = new Map(events.map(({ id, kind, notice }) => [id, toldAs(kind, JSON.parse(notice ?? 'null'))]))
  return (event) => types.get(event) ?? ''
}
