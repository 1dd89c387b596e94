import { waitingFor } from '../../db/delivery/again.ts'
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

/** A message that is still to be sent; `nextAt`: when it is tried again. */
interface Waiting {
  type: string
  nextAt: Instant | null
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
  return rows.map(({ event_id, attempts, due_at }) => ({
    type: typeOf(event_id),
    nextAt: attempts === 0 ? null : due_at,
  }))
}

async function typesOf(db: Reader, rows: readonly { event_id: number }[]): Promise<(event: number) => string> {
  const ids = [...new Set(rows.map((row) => row.event_id))]
  const events = ids.length === 0 ? [] : await eventsToTell(db, ids)
  const types = new Map(events.map(({ id, kind, notice }) => [id, toldAs(kind, JSON.parse(notice ?? 'null'))]))
  return (event) => types.get(event) ?? ''
}
