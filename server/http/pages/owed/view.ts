import { readAnswers, runningPutOff } from '../../../../db/staff/answers.ts'
import { rungsOf, type StoredRung } from '../../../../db/staff/rungs.ts'
import { readTold } from '../../../../db/staff/told.ts'
import type { OwedKeptView, OwedView } from '../../../../src/views.ts'
import { stillUntold, type Team } from '../../../domain/ladder/duty.ts'
import { AUTHOR, rungsLeft } from '../../../domain/ladder/ladder.ts'
import type { Owed } from '../../../domain/ladder/owed.ts'
import { withAddress } from '../../../domain/ladder/person.ts'
import { isPutOff, putOffChoices } from '../../../domain/ladder/put-off.ts'
import { toldInTurn } from '../../../domain/ladder/told.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { deskUrl, objectUrl } from '../../../lib/links.ts'
import { toHtml } from '../../../lib/markdown.ts'
import { readKept } from '../../../queries/kept.ts'
import { readConcerned, saidOf } from '../../../queries/owed-about.ts'
import type { AppDeps } from '../../deps.ts'
import { answerTo, otherwiseTo } from './answer.ts'
import { leftOut } from './left-out.ts'
import type { OwedLink } from './link.ts'

/** What the page shows of something that is owed, to the person whose link it is. */
export async function openView(
  { db, clock, site, plan }: AppDeps,
  owed: Owed,
  reader: string,
  said: Pick<OwedView, 'sent' | 'faults'>,
): Promise<OwedView> {
  const { object, priority, dueAt } = owed
  const now = clock()
  const { acknowledged, putOff } = (await readAnswers(db, [owed.id]))(owed.id)
  const { saidLast, caseNumber, window, resolvedAt } = await saidOf(db, object)
  const { platforms, followers } = await readConcerned(db, owed)
  const rungs = await rungsOf(db, [owed.id])
  const done = rungs.map(({ rung }) => rung)
  const told = rungs.flatMap(({ people }) => people)
  return {
    ...refOf(owed, site.url),
    ...{ state: 'open', isOverdue: now > dueAt, priority, caseNumber, ...said },
    ...{ affects: platforms, followers, window, waitingSince: owed.kind === 'no_answer' ? owed.madeAt : null },
    resolvedAt: owed.kind === 'report' ? resolvedAt : null,
    saidLast: saidLast && (saidLast.body === null ? saidLast : { at: saidLast.at, body: toHtml(saidLast.body) }),
    told: await toldOf(db, rungs, now),
    notTold: notToldOf(rungs, owed, putOff && { at: putOff.created_at, until: putOff.until_at }, plan.teams),
    onIt: acknowledged && {
      actor: withAddress(acknowledged.actor, told),
      at: acknowledged.created_at,
      isReader: acknowledged.actor === reader,
      note: acknowledged.until_at === null ? acknowledged.reason : null,
    },
    putOff: putOff && {
      ...{ actor: withAddress(putOff.actor, told), until: putOff.until_at, reason: putOff.reason },
      isOver: runningPutOff(putOff, owed, now) === null,
    },
    isToldOn: rungsLeft(owed, plan.ladder, done).length > 0,
    choices: putOff ? [] : putOffChoices(owed, plan.ladder, done, now),
    leavesOut: putOff ? [] : await leftOut({ db, plan }, owed, done, now),
    desk: deskUrl(site.url, owed.kind, object),
    answer: await answerTo(db, owed, site.url),
    otherwise: otherwiseTo(owed, { url: site.url, zone: plan.zone }, now),
  }
}

/** What the page shows once it is owed no longer. */
export async function keptView(
  { db, clock, site }: AppDeps,
  { rung, notice: { kind, object } }: OwedLink,
): Promise<OwedKeptView> {
  const { promiseId, dueAt } = rung
  const kept = await readKept(db, { promiseId, kind, object, toldAt: rung.at }, clock())
  return { ...refOf({ kind, object, dueAt }, site.url), state: 'kept', kept }
}

function refOf({ kind, object, dueAt }: Pick<Owed, 'kind' | 'object' | 'dueAt'>, site: string) {
  return { kind: 'owed', promise: kind, title: object.title, url: objectUrl(site, object), dueAt } as const
}

/** Who was told of it, and whom the message could not reach. */
async function toldOf(db: AppDeps['db'], rungs: readonly StoredRung[], now: Instant): Promise<OwedView['told']> {
  const told = rungs.filter(({ state }) => state === 'told')
  return toldInTurn(told.map(await readTold(db, told, now))).map(({ at, people, gaps }) => ({
    at,
    gaps: [...gaps],
    people: people.map(({ reason: _, ...person }) => person),
  }))
}

type PutOff = Parameters<typeof isPutOff>[2]

/** Whom nobody told though their moment has passed: whoever posted with a token is nobody to be told. */
function notToldOf(
  rungs: readonly StoredRung[],
  owed: Owed,
  putOff: PutOff,
  teams: readonly Team[],
): OwedView['notTold'] {
  const told = rungs.filter(({ state }) => state === 'told')
  const left = rungs.filter(({ state }) => state === 'skipped')
  const roles = (wasPutOff: boolean) => {
    const all = left.filter((rung) => isPutOff(rung, owed, putOff) === wasPutOff).flatMap((rung) => rung.roles)
    return stillUntold([...new Set(all)], told, teams).filter((role) => role !== AUTHOR)
  }
  return { put_off: roles(true), skipped: roles(false) }
}
