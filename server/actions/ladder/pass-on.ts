import type { Reader } from '../../../db/schema/index.ts'
import { readAnswers } from '../../../db/staff/answers.ts'
import { type LostMessage, lostMessages, momentsThrough, rungsOf, type StoredRung } from '../../../db/staff/rungs.ts'
import { rungsFor } from '../../domain/ladder/ladder.ts'
import type { RungNotice } from '../../domain/ladder/notice.ts'
import type { Owed } from '../../domain/ladder/owed.ts'
import { KNOWN_FOR, PASSED_ON_WITHIN, type Passing, passing } from '../../domain/ladder/passing.ts'
import { ok } from '../../domain/refusal.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { readOwed } from '../../queries/owed.ts'
import { type ActionContext, record } from '../context.ts'
import { familiesOf, rosterOf } from './roster.ts'
import { tellRung } from './tell-rung.ts'

/** Messages of a rung that did not get through, and who gets it instead: nobody where nobody is left. */
export interface Loss extends Passing {
  owed: Owed
  rung: StoredRung
}

/**
 * Passes on what could not be delivered, while the promise is open: each failure once, and each rung to everybody once
 * at most. `report` hears of every loss; again and again of one that nobody is left for. Returns what was told.
 */
export async function passOn(ctx: ActionContext, report: (loss: Loss) => void = () => {}): Promise<RungNotice[]> {
  const seen = await lossesOf(ctx.db, ctx)
  for (const loss of seen.filter(isFinal)) report(loss)
  if (seen.every(isFinal)) return []
  const told = await record(ctx, async (trx) => {
    const passed = (await lossesOf(trx, ctx)).filter((loss) => !isFinal(loss))
    const answerOf = await readAnswers(
      trx,
      passed.map(({ owed }) => owed.id),
    )
    const notices: RungNotice[] = []
    for (const { owed, rung, lost, next } of passed) {
      const insteadOf = lost.map(({ name, email, lost: why }) => ({ name: name ?? email, why: why ?? '' }))
      const message = { rung: rung.rung, attempt: rung.attempt + 1, roles: rung.roles, gaps: [], recipients: next }
      notices.push(await tellRung(trx, ctx, owed, answerOf(owed.id), { ...message, insteadOf }))
    }
    return ok({ passed, notices })
  })
  if (!told.ok) return []
  for (const loss of told.value.passed) report(loss)
  return told.value.notices
}

const isFinal = ({ next }: Loss) => next.length === 0

async function lossesOf(db: Reader, ctx: ActionContext): Promise<Loss[]> {
  const lost = Map.groupBy(await lostMessages(db, ctx.now - PASSED_ON_WITHIN, ctx.now), ({ promiseId }) => promiseId)
  if (lost.size === 0) return []
  const owed = (await readOwed(db, ctx.plan, ctx.now)).filter(({ id }) => lost.has(id))
  const rungs = Map.groupBy(await rungsOf(db, [...lost.keys()]), ({ promiseId }) => promiseId)
  const through = await momentsThrough(db, ctx.now - PASSED_ON_WITHIN)
  const losses: Loss[] = []
  for (const one of owed) {
    const families = await familiesOf(db, one)
    losses.push(...lossesAbout(ctx, one, rungs.get(one.id) ?? [], lost.get(one.id) ?? [], { families, through }))
  }
  return losses
}

function lossesAbout(
  { plan, now }: ActionContext,
  owed: Owed,
  rungs: readonly StoredRung[],
  messages: readonly LostMessage[],
  { families, through }: { families: readonly string[]; through: readonly Instant[] },
): Loss[] {
  const lossOf = new Map(messages.map((message) => [`${message.eventId} ${message.address}`, message]))
  const dead = new Set(messages.flatMap(({ address, why }) => (why === null ? [] : [address])))
  const told = rungs.filter(({ state }) => state === 'told')
  const mayKnow = told.flatMap(({ eventId, at, people }) =>
    people.filter(({ email }) => !lossOf.has(`${eventId} ${email}`)).map(({ email }) => ({ email, at })),
  )
  return [...Map.groupBy(told, ({ rung }) => rung).values()].flatMap((attempts) => {
    const [first, last] = [attempts[0], attempts.at(-1)] as [StoredRung, StoredRung]
    const addressees = attempts.flatMap(({ eventId, attempt, people }) =>
      people.map((person) => {
        const loss = lossOf.get(`${eventId} ${person.email}`)
        return { ...person, attempt, lost: loss?.why ?? null, isTried: loss?.isTried ?? false }
      }),
    )
    const higher = rungsFor(owed, plan.ladder).filter(({ after }) => after > last.rung)
    const openSince = through.find((at) => at >= last.at) ?? null
    const known = new Set(mayKnow.filter(({ at }) => at >= first.at - KNOWN_FOR).map(({ email }) => email))
    const at = { higher, dead, known, families, toldAt: last.at, openSince, now }
    const found = passing(rosterOf(plan), { roles: last.roles, addressees }, at)
    for (const { email } of found?.next ?? []) mayKnow.push({ email, at: now })
    return found ? [{ ...found, owed, rung: last }] : []
  })
}
