import type { Reader } from '../../../db/schema/index.ts'
import { type Answer, readAnswers } from '../../../db/staff/answers.ts'
import { insertRung, rungsOf, type StoredRung, waitingRungs } from '../../../db/staff/rungs.ts'
import { readSetting } from '../../../db/system/settings.ts'
import type { OnDuty } from '../../domain/ladder/duty.ts'
import { putOffUntil, type Rung, rungsBelow, type Step, stepDue } from '../../domain/ladder/ladder.ts'
import type { RungNotice } from '../../domain/ladder/notice.ts'
import type { Owed } from '../../domain/ladder/owed.ts'
import { ok } from '../../domain/refusal.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { readOwed } from '../../queries/owed.ts'
import { type ActionContext, record } from '../context.ts'
import { recipientsOf } from './roster.ts'
import { tellRung } from './tell-rung.ts'
import { LANE } from './withdraw-kept.ts'

/**
 * Tells whoever owes the public a word, by the rungs that are due at `ctx.now` (support plan, "escalation"): each once,
 * in the transaction that queues its message. What is owed no more is withdrawn. Run it every few seconds, in as many
 * processes as there are; it only reads while nothing is due. Returns what was told; `unheard` hears of each promise of
 * which nobody can be told.
 */
export async function climbLadder(ctx: ActionContext, unheard: (owed: Owed) => void = () => {}): Promise<RungNotice[]> {
  const seen = await look(ctx.db, ctx, unheard)
  if (seen.due.length === 0 && !seen.isKept) return []
  const told = await record(ctx, async (trx) => {
    const { due } = await look(trx, ctx)
    const notices: RungNotice[] = []
    for (const one of due) {
      for (const { after, roles } of one.skipped) {
        await insertRung(trx, { ...rungOf(one.owed, after, roles, ctx.now), state: 'skipped', eventId: null })
      }
      // The highest rung of the moment stands for all of them.
      const rung = Math.max(...one.step.rungs.map(({ after }) => after))
      const message = { rung, attempt: 0, roles: one.roles, ...one.onDuty, insteadOf: null }
      notices.push(await tellRung(trx, ctx, one.owed, one.answer, message))
    }
    return ok(notices)
  })
  return told.ok ? told.value : []
}

interface DueStep {
  owed: Owed
  step: Step
  /** Of its rungs, and of the one below them that is told with them. */
  roles: readonly string[]
  /** What nobody is told. */
  skipped: readonly Rung[]
  /** Whom it is told: not nobody. */
  onDuty: OnDuty
  answer: Answer
}

/** What is due of what is owed, and whether messages wait although what they ask for was done. */
async function look(
  db: Reader,
  ctx: ActionContext,
  unheard: (owed: Owed) => void = () => {},
): Promise<{ due: DueStep[]; isKept: boolean }> {
  const owed = await readOwed(db, ctx.plan, ctx.now)
  const ids = owed.map(({ id }) => id)
  const climbed = Map.groupBy(await rungsOf(db, ids), ({ promiseId }) => promiseId)
  const answerOf = await readAnswers(db, ids)
  const since = Number((await readSetting(db, 'ladder-since')) ?? Number.NEGATIVE_INFINITY)
  const due: DueStep[] = []
  for (const one of owed) {
    const [answer, rungs] = [answerOf(one.id), climbed.get(one.id) ?? []]
    const from = Math.max(since, putOffUntil(answer.putOff?.until_at ?? null, one) ?? since)
    const step = stepDue(one, ctx.plan.ladder, { done: rungs.map(({ rung }) => rung), from }, ctx.now)
    if (step === null) continue
    const lower = rungsBelow(one, ctx.plan.ladder, step, { from, now: ctx.now })
    const below = await firstFilled(db, ctx, one, lower)
    const roles = rolesOf(below === null ? step.rungs : [...step.rungs, below])
    const onDuty = await recipientsOf(db, ctx, one, roles)
    const skipped = step.skipped.filter(({ after }) => after !== below?.after)
    // A ladder that leads to nobody waits until the configuration names somebody.
    if (onDuty.recipients.length > 0) due.push({ owed: one, step, roles, skipped, onDuty, answer })
    else unheard(one)
  }
  const isOwed = new Set(ids)
  return { due, isKept: (await waitingRungs(db, LANE)).some(({ promiseId }) => !isOwed.has(promiseId)) }
}

/** The first of these rungs whose roles are all there; null if none is. */
async function firstFilled(db: Reader, ctx: ActionContext, owed: Owed, rungs: readonly Rung[]): Promise<Rung | null> {
  for (const rung of rungs) {
    const { recipients, gaps } = await recipientsOf(db, ctx, owed, rung.roles)
    if (recipients.length > 0 && gaps.length === 0) return rung
  }
  return null
}

function rolesOf(rungs: readonly Rung[]): string[] {
  return [...new Set(rungs.flatMap(({ roles }) => roles))]
}

function rungOf(
  owed: Owed,
  rung: number,
  roles: readonly string[],
  at: Instant,
): Omit<StoredRung, 'state' | 'eventId'> {
  return {
    promiseId: owed.id,
    rung,
    attempt: 0,
    object: owed.object,
    dueAt: owed.dueAt,
    at,
    roles,
    people: [],
    gaps: [],
  }
}
