import type { Logger } from 'pino'
import { refusals } from '../../db/open.ts'
import type { Db } from '../../db/schema/index.ts'
import { proveWrites } from '../../db/system/prove-writes.ts'
import { climbLadder } from '../actions/ladder/climb-ladder.ts'
import { passOn } from '../actions/ladder/pass-on.ts'
import { runMaintenanceClock } from '../actions/maintenance/run-maintenance-clock.ts'
import { tidy } from '../actions/system/tidy.ts'
import type { DispatchThread } from '../dispatch/thread/thread.ts'
import type { Plan } from '../domain/plan/plan.ts'
import { HOUR, MINUTE } from '../domain/vocabulary.ts'
import type { Publisher } from '../publish/engine/publisher.ts'
import { createAuditWatch } from './audit-watch.ts'
import { createLossLog } from './loss-log.ts'
import type { Routine } from './schedule.ts'

interface RoutineDeps {
  db: Db
  log: Logger
  plan: Plan
  publisher: Publisher
  dispatcher: DispatchThread
}

/** What has to happen at regular intervals: pages out of date, maintenance due, overdue work, old records. */
export function routinesOf({ db, log, plan, publisher, dispatcher }: RoutineDeps): Routine[] {
  const actor = { name: 'clock', role: 'admin' } as const
  const now = () => ({ db, plan, actor, now: Date.now() })
  // Another instance whose clock is right acts on time, or this one once it is.
  const isAstray = () => dispatcher.clockProblem() !== null
  const advanceMaintenances = async () => {
    if (isAstray()) return
    const steps = await runMaintenanceClock(now())
    if (steps.length === 0) return
    dispatcher.nudge()
    await publisher.publish()
  }
  const reportLoss = createLossLog(log)
  const climb = async () => {
    if (isAstray()) return
    const told = [...(await climbLadder(now())), ...(await passOn(now(), reportLoss))]
    if (told.length > 0) dispatcher.nudge()
  }
  return [
    { name: 'publishing tick', every: 1_000, turn: () => publisher.tick(Date.now()) },
    { name: 'maintenance clock', every: 15_000, turn: advanceMaintenances },
    { name: 'audit watch', every: 5_000, turn: createAuditWatch(db, log), endsWithTurn: true },
    { name: 'ladder', every: 5_000, turn: climb },
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
