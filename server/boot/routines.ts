import type { Logger } from 'pino'
import { refusals } from '../../db/open.ts'
import type { Db } from '../../db/schema/index.ts'
import { proveWrites } from '../../db/system/prove-writes.ts'
import { runMaintenanceClock } from '../actions/maintenance/run-maintenance-clock.ts'
import { tidy } from '../actions/system/tidy.ts'
import type { Plan } from '../domain/plan/plan.ts'
import { HOUR, MINUTE } from '../domain/vocabulary.ts'
import type { Publisher } from '../publish/engine/publisher.ts'
import { createAuditWatch } from './audit-watch.ts'
import type { Ladder } from './ladder/ladder.ts'
import type { Routine } from './schedule.ts'

interface RoutineDeps {
  db: Db
  log: Logger
  plan: Plan
  publisher: Publisher
  dispatcher: { nudge(): void }
  ladder: Pick<Ladder, 'turn'>
  /** Compares the clock now: why it is not to be relied on, or null. */
  clockProblem(): Promise<string | null>
}

/** What has to happen at regular intervals: pages out of date, maintenance due, overdue work, old records. */
export function routinesOf(deps: RoutineDeps): Routine[] {
  const { db, log, plan, publisher, dispatcher, ladder, clockProblem } = deps
  const actor = { name: 'clock', role: 'admin' } as const
  const now = () => ({ db, plan, actor, now: Date.now() })
  const advanceMaintenances = async () => {
    // Another instance whose clock is right acts on time, or this one once it is.
    if ((await clockProblem()) !== null) return
    const steps = await runMaintenanceClock(now())
    if (steps.length === 0) return
    dispatcher.nudge()
    await publisher.publish()
  }
  return [
    { name: 'publishing tick', every: 1_000, turn: () => publisher.tick(Date.now()) },
    { name: 'maintenance clock', every: 15_000, turn: advanceMaintenances },
    { name: 'audit watch', every: 5_000, turn: createAuditWatch(db, log), endsWithTurn: true },
    { name: 'ladder', every: 5_000, turn: ladder.turn },
    { name: 'database write check', every: 1_000, turn: proveWritesWhenDue(db) },
    { name: 'clean-up', every: HOUR, turn: () => tidy(db, Date.now()) },
  ]
}

const PROVE_EVERY = MINUTE / 2

/** Each second while the database takes no writes. */
function proveWritesWhenDue(db: Db): () => Promise<void> {
  let proved = Number.NEGATIVE_INFINITY
  return async () => {
    if (!refusals.has(db) && performance.now() - proved < PROVE_EVERY) return
    await proveWrites(db, Date.now())
    proved = performance.now()
  }
}
