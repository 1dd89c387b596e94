import type { Logger } from 'pino'
import type { Db } from '../../../db/schema/index.ts'
import { planShown } from '../../../db/seed/support.ts'
import { readSetting } from '../../../db/system/settings.ts'
import { climbLadder } from '../../actions/ladder/climb-ladder.ts'
import { type Loss, passOn } from '../../actions/ladder/pass-on.ts'
import type { Owed } from '../../domain/ladder/owed.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { type Instant, MINUTE } from '../../domain/vocabulary.ts'
import type { Measures } from '../../lib/metrics/catalogue.ts'
import type { Heartbeat } from './heartbeat.ts'
import { createLossLog } from './loss-log.ts'
import { owedInWords, toldInWords } from './words.ts'

/** So long may the ladder not run, in milliseconds, before that is a problem. */
const PATIENCE = MINUTE

export interface LadderDeps {
  db: Db
  log: Logger
  plan: Plan
  /** Do mails stay in a local folder? Only there the demonstration's people are told. */
  isLocal: boolean
  clock(): Instant
  /** Milliseconds of a clock that is never set. */
  elapsed(): number
  dispatcher: { nudge(): void }
  /** Compares the clock now: why it is not to be relied on, or null. */
  clockProblem(): Promise<string | null>
  heartbeat: Heartbeat
}

export type Ladder = ReturnType<typeof createLadder>

/** Lets the ladder run, and knows whether it does. */
export function createLadder(deps: LadderDeps) {
  const { db, log, plan, isLocal, clock, elapsed, dispatcher, clockProblem, heartbeat } = deps
  let ranAt = elapsed()
  let told = 0
  let failed = 0
  const isNewLoss = createLossLog(log)
  const unheard = new Set<string>()

  const nobody = (owed: Owed) => {
    if (unheard.has(owed.id)) return
    unheard.add(owed.id)
    log.warn({ promise: owed.id }, `ladder: nobody is there to be told of ${owedInWords(owed)}`)
  }

  return {
    /** One run. Another instance whose clock is right acts on time, or this one once it is. */
    async turn(): Promise<void> {
      if ((await clockProblem()) !== null) return
      const now = clock()
      const isDemo = isLocal && (await readSetting(db, 'demo')) !== null
      const ctx = { db, plan: planShown(plan, isDemo), actor: { name: 'clock', role: 'admin' } as const, now }
      const lost = (loss: Loss) => {
        if (isNewLoss(loss)) failed += 1
      }
      const notices = [...(await climbLadder(ctx, nobody)), ...(await passOn(ctx, lost))]
      for (const notice of notices) {
        const { promiseId: promise, rung, gaps } = notice
        log.info({ promise, minutes: rung / MINUTE, ...(gaps.length > 0 && { gaps }) }, toldInWords(notice))
      }
      told += notices.length
      if (notices.length > 0) dispatcher.nudge()
      ranAt = elapsed()
      heartbeat.beat()
    },
    status(): { problems: string[]; measures: Measures } {
      const age = elapsed() - ranAt
      return {
        problems: age > PATIENCE ? ['has not run for more than a minute: nobody is told of what is overdue'] : [],
        measures: {
          rungs_told_total: told,
          rungs_failed_total: failed,
          ladder_last_run_age_seconds: age / 1_000,
        },
      }
    },
    stop: () => heartbeat.stop(),
  }
}
