import type { Trx } from '../../../db/schema/index.ts'
import type { Answer } from '../../../db/staff/answers.ts'
import { replaceOlder } from '../../../db/staff/overtaken.ts'
import { insertRung, rungsOf, type StoredRung } from '../../../db/staff/rungs.ts'
import { answersIn } from '../../../db/staff/standing.ts'
import { readTold } from '../../../db/staff/told.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { type OnDuty, stillUntold } from '../../domain/ladder/duty.ts'
import type { RungNotice } from '../../domain/ladder/notice.ts'
import type { Owed } from '../../domain/ladder/owed.ts'
import { isPutOff } from '../../domain/ladder/put-off.ts'
import { rungInWords } from '../../domain/ladder/told.ts'
import { readConcerned, saidOf } from '../../queries/owed-about.ts'
import type { ActionContext } from '../context.ts'
import { tellStaff } from '../staff/tell-staff.ts'

/** One message of a promise's ladder: of a rung, or the same passed on. */
interface RungMessage extends OnDuty {
  rung: number
  attempt: number
  roles: readonly string[]
  insteadOf: RungNotice['insteadOf']
}

/**
 * Queues a message of the ladder, and keeps that it was told: both or neither. Whoever gets it gets no older one of the
 * promise that still waits: it says what is so now, and names what was told before.
 */
export async function tellRung(
  trx: Trx,
  ctx: ActionContext,
  owed: Owed,
  answer: Answer,
  message: RungMessage,
): Promise<RungNotice> {
  const { now } = ctx
  const { rung, attempt, roles, recipients, gaps, insteadOf } = message
  const { id: promiseId, kind, object, priority, madeAt, dueAt } = owed
  const before = await rungsOf(trx, [promiseId])
  const told = await readTold(trx, before, now)
  const heard = [...before.filter(({ state }) => state === 'told'), { roles, gaps, people: recipients }]
  const answers = answersIn(
    answer,
    before.flatMap((earlier) => earlier.people),
  )
  const notice: RungNotice = {
    ...{ promiseId, kind, object, priority, madeAt, dueAt, rung, recipients, gaps, insteadOf, at: now },
    ...(await saidOf(trx, object)),
    ...(await readConcerned(trx, owed)),
    before: before.map((earlier) => ({
      ...(earlier.state === 'told'
        ? { toldAt: earlier.at, roles: earlier.roles }
        : { toldAt: null, roles: stillUntold(earlier.roles, heard, ctx.plan.teams) }),
      rung: earlier.rung,
      isPutOff: earlier.state === 'skipped' && isPutOff(earlier, owed, answers.putOff),
      people: told(earlier).people.map(({ reason: _, ...person }) => person),
    })),
    ...answers,
  }
  const eventId = await tellStaff(
    trx,
    recipients.map(({ email }) => email),
    { kind: 'staff.owed', topic: `owed:${promiseId}:${rung}:${attempt}`, rank: 0, now, notice },
  )
  await replaceOlder(trx, promiseId, eventId, now)
  const stored = { promiseId, rung, attempt, object, dueAt, at: now, eventId, roles, people: recipients, gaps }
  await insertRung(trx, { ...stored, state: 'told' })
  await appendAudit(trx, {
    at: now,
    actor: ctx.actor.name,
    action: 'ladder.tell',
    object: `${object.type}/${object.id}`,
    detail: {
      ...{ promiseId, kind, dueAt: new Date(dueAt).toISOString(), rung: rungInWords(rung) },
      ...(attempt > 0 && { passedOn: attempt }),
      ...keptOf(notice, before),
    },
  })
  return notice
}

/** What the audit trail keeps of it: who it was and why it was they, without an address. */
function keptOf({ recipients, gaps, insteadOf, before, at }: RungNotice, rungs: readonly StoredRung[]) {
  const people = rungs.flatMap((rung) => rung.people)
  const lost = insteadOf?.map(({ name, why }) => {
    const meant = people.find((one) => (one.name ?? one.email) === name)
    return { role: meant?.role ?? null, name: meant?.name ?? null, why }
  })
  const skipped = before.flatMap(({ rung, roles, isPutOff: off }, index) =>
    rungs[index]?.state === 'skipped' && rungs[index].at === at
      ? [{ rung: rungInWords(rung), roles, why: off ? 'put_off' : 'higher_rung_due' }]
      : [],
  )
  return {
    people: recipients.map(({ role, name, standsFor }) => ({ role, name, ...(standsFor && { standsFor }) })),
    gaps,
    ...(lost && { insteadOf: lost }),
    ...(skipped.length > 0 && { skipped }),
  }
}
