import type { Logger } from 'pino'
import { refusals } from '../../db/open.ts'
import type { Db } from '../../db/schema/index.ts'
import { proveWrites } from '../../db/system/prove-writes.ts'
import { releaseWaiting } from '../actions/draft/second-pair/release-waiting.ts'
import { runMaintenanceClock } from '../actions/maintenance/run-maintenance-clock.ts'
import { noteWaitingReports } from '../actions/subscription/mail/note-mail-report.ts'
import { sendDigests } from '../actions/subscription/mail/send-digests.ts'
import { tidy } from '../actions/system/tidy.ts'
import type { Plan } from '../domain/plan/plan.ts'
import { HOUR, type Instant, MINUTE } from '../domain/vocabulary.ts'
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
  /** What remains to be done after somebody was erased. */
  erasures: { turn(): Promise<void> }
  clock(): Instant
  /** Compares the clock now: why it is not to be relied on, or null. */
  clockProblem(): Promise<string | null>
}

/** Milliseconds between two looks at what is due to windows. */
const ADVANCE_EVERY = 15_000

/** Milliseconds until whoever was erased is nowhere. */
const ERASED_WITHIN = 15_000

/** What has to happen at regular intervals: pages out of date, maintenance due, texts that wait, overdue work, old records. */
export function routinesOf(deps: RoutineDeps): Routine[] {
  const { db, log, plan, publisher, dispatcher, ladder, erasures, clock, clockProblem } = deps
  const actor = { name: 'clock', role: 'admin' } as const
  let advancedAt = Number.NEGATIVE_INFINITY
  /** Whether anything was done. */
  const takeSteps = async (): Promise<boolean> => {
    // Another instance whose clock is right acts on time, or this one once it is.
    if ((await clockProblem()) !== null) return false
    const now = clock()
    const steps = await runMaintenanceClock({ db, plan, actor, now })
    advancedAt = now
    if (steps.length > 0) dispatcher.nudge()
    return steps.length > 0
  }
  const advanceMaintenances = async () => {
    if (await takeSteps()) await publisher.publish()
  }
  // After a pause, or where the clock was set, what is due to windows is done before anybody is told that it was not.
  const climb = async () => {
    const isBehind = Math.abs(clock() - advancedAt) > ADVANCE_EVERY
    // Where that fails, its own routine says so, and people are told of what it leaves undone.
    const isDone = isBehind && (await takeSteps().catch(() => false))
    await ladder.turn()
    if (isDone) await publisher.publish()
  }
  const sendWhatWaits = async () => {
    if ((await clockProblem()) !== null || (await releaseWaiting({ db, plan, actor, now: clock() })) === 0) return
    dispatcher.nudge()
    await publisher.publish()
  }
  const tellOfTheWeek = async () => {
    if ((await clockProblem()) === null && (await sendDigests({ db, plan, actor, now: clock() }))) dispatcher.nudge()
  }
  const hearOfMails = async () => {
    const lost = await noteWaitingReports({ db, plan, actor, now: clock() })
    for (const mail of lost) log.error(mail, 'a mail to staff did not get there')
  }
  return [
    { name: 'publishing tick', every: 1_000, turn: () => publisher.tick(Date.now()) },
    { name: 'maintenance clock', every: ADVANCE_EVERY, turn: advanceMaintenances },
    { name: 'audit watch', every: 5_000, turn: createAuditWatch(db, log), endsWithTurn: true },
    { name: 'ladder', every: 5_000, turn: climb },
    { name: 'second pair of eyes', every: 5_000, turn: sendWhatWaits },
    { name: 'weekly digests', every: MINUTE, turn: tellOfTheWeek },
    { name: 'erasures', every: ERASED_WITHIN, turn: () => erasures.turn(), endsWithTurn: true },
    { name: 'mail reports', every: 5_000, turn: hearOfMails },
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
