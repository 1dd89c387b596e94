import type { Reader } from '../../../db/schema/index.ts'
import { resultsOf, rungsOf, type StoredRung } from '../../../db/staff/rungs.ts'
import { fallback, onDuty, type Recipient, type Roster, standInsFor } from '../../domain/ladder/duty.ts'
import { rungsFor } from '../../domain/ladder/ladder.ts'
import type { RungNotice } from '../../domain/ladder/notice.ts'
import type { Owed } from '../../domain/ladder/owed.ts'
import { ok } from '../../domain/refusal.ts'
import { readAnswers } from '../../queries/answers.ts'
import { readOwed } from '../../queries/owed.ts'
import { type ActionContext, record } from '../context.ts'
import { familiesOf, rosterOf } from './roster.ts'
import { tellRung } from './tell-rung.ts'

/** A message of the ladder that did not get through, and who gets it instead. */
interface Lost {
  owed: Owed
  rung: StoredRung
  attempt: number
  name: string
  why: string
  next: readonly Recipient[]
}

/**
 * Passes on what could not be delivered: to the stand-ins, otherwise to those of the next rungs, the leads and the desk;
 * whoever heard of the promise already is left out. Each failure once, while the promise is open. Returns what was told.
 */
export async function passOn(ctx: ActionContext): Promise<RungNotice[]> {
  if ((await lostMessages(ctx.db, ctx)).length === 0) return []
  const told = await record(ctx, async (trx) => {
    const notices: RungNotice[] = []
    for (const { owed, rung, attempt, name, why, next } of await lostMessages(trx, ctx)) {
      const answer = (await readAnswers(trx, [owed.id]))(owed.id)
      const message = {
        rung: rung.rung,
        attempt,
        roles: rung.roles,
        recipients: next,
        gaps: [],
        insteadOf: { name, why },
      }
      notices.push(await tellRung(trx, ctx, owed, answer, message))
    }
    return ok(notices)
  })
  return told.ok ? told.value : []
}

async function lostMessages(db: Reader, ctx: ActionContext): Promise<Lost[]> {
  const owed = await readOwed(db, ctx.plan, ctx.now)
  const byPromise = Map.groupBy(
    await rungsOf(
      db,
      owed.map(({ id }) => id),
    ),
    ({ promiseId }) => promiseId,
  )
  const lost: Lost[] = []
  for (const one of owed) {
    const rungs = byPromise.get(one.id) ?? []
    // The last message of each rung: what came before it was passed on by it.
    const last = [...new Map(rungs.map((rung) => [rung.rung, rung])).values()]
    for (const rung of last) {
      const found = await lossOf(db, ctx, one, rung, rungs)
      if (found) lost.push(found)
    }
  }
  return lost
}

async function lossOf(
  db: Reader,
  ctx: ActionContext,
  owed: Owed,
  rung: StoredRung,
  rungs: readonly StoredRung[],
): Promise<Lost | null> {
  if (rung.eventId === null) return null
  const failed = (await resultsOf(db, [rung.eventId])).filter(({ state }) => state === 'failed')
  const [first] = failed
  if (!first) return null
  const heard = new Set(rungs.flatMap(({ people }) => people.map(({ email }) => email)))
  const missed = rung.people.filter(({ email }) => failed.some(({ address }) => address === email))
  const next = nextAfter(rosterOf(ctx.plan), ctx, owed, rung, await familiesOf(db, owed)).find((people) =>
    people.some(({ email }) => !heard.has(email)),
  )
  if (!next) return null
  const name = missed.map((person) => person.name ?? person.email).join(', ')
  const recipients = next.filter(({ email }) => !heard.has(email))
  return { owed, rung, attempt: rung.attempt + 1, name, why: first.error ?? 'unknown', next: recipients }
}

/** Who comes next, in this order: the first of whom anybody is left gets it. */
function nextAfter(
  roster: Roster,
  { plan, now }: ActionContext,
  owed: Owed,
  rung: StoredRung,
  families: readonly string[],
): (readonly Recipient[])[] {
  const standIns = rung.roles.flatMap((role) => standInsFor(roster, role, families, now))
  const higher = rungsFor(owed, plan.ladder).filter(({ after }) => after > rung.rung)
  const others = higher.map(({ roles }) => onDuty(roster, roles, families, now).recipients)
  return [standIns, ...others, fallback(roster, now)]
}
