import { platformNames } from '../../../../db/platform/platforms.ts'
import { resultsOf, rungsOf, type StoredRung } from '../../../../db/staff/rungs.ts'
import { countFollowers } from '../../../../db/subscription/count.ts'
import type { OwedKeptView, OwedView } from '../../../../src/views.ts'
import type { Owed } from '../../../domain/ladder/owed.ts'
import { putOffChoices } from '../../../domain/ladder/put-off.ts'
import { incidentUrl, maintenanceUrl } from '../../../lib/links.ts'
import { toHtml } from '../../../lib/markdown.ts'
import { readAnswers, runningPutOff } from '../../../queries/answers.ts'
import { readKept } from '../../../queries/kept.ts'
import { saidOf } from '../../../queries/said-last.ts'
import type { AppDeps } from '../../deps.ts'
import { answerTo, otherwiseTo } from './answer.ts'
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
  const { saidLast, caseNumber } = await saidOf(db, object)
  const rungs = await rungsOf(db, [owed.id])
  const names = await platformNames(db)
  const subject = { kind: object.type, incidentId: object.type === 'incident' ? object.id : null }
  return {
    ...refOf(owed, site.url),
    ...{ state: 'open', isOverdue: now > dueAt, priority, caseNumber, ...said },
    affects: owed.platforms.map((id) => names.get(id) ?? id),
    followers: await countFollowers(db, { ...subject, platforms: owed.platforms }),
    saidLast: saidLast && { at: saidLast.at, body: toHtml(saidLast.body) },
    told: await toldOf(db, rungs),
    onIt: acknowledged && {
      actor: acknowledged.actor,
      at: acknowledged.created_at,
      isReader: acknowledged.actor === reader,
    },
    putOff: putOff && {
      ...{ actor: putOff.actor, until: putOff.until_at, reason: putOff.reason },
      isOver: runningPutOff(putOff, owed, now) === null,
    },
    choices: putOff
      ? []
      : putOffChoices(
          owed,
          plan.ladder,
          rungs.map(({ rung }) => rung),
          now,
        ),
    answer: await answerTo(db, owed, site.url),
    otherwise: otherwiseTo(owed, site.url, now),
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

function refOf({ kind, object: { type, id, title }, dueAt }: Pick<Owed, 'kind' | 'object' | 'dueAt'>, site: string) {
  const url = (type === 'incident' ? incidentUrl : maintenanceUrl)(site, id)
  return { kind: 'owed', promise: kind, title, url, dueAt } as const
}

/** Who was told of it, and whom the message could not reach. */
async function toldOf(db: AppDeps['db'], rungs: readonly StoredRung[]): Promise<OwedView['told']> {
  const told = rungs.filter(isTold).sort((a, b) => a.at - b.at)
  const results = await resultsOf(
    db,
    told.map(({ eventId }) => eventId),
  )
  return told.map(({ at, eventId, people }) => ({
    at,
    people: people.map(({ name, role, email }) => ({
      ...{ name, role },
      failed: results.some((one) => one.eventId === eventId && one.address === email && one.state === 'failed'),
    })),
  }))
}

function isTold(rung: StoredRung): rung is StoredRung & { eventId: number } {
  return rung.eventId !== null
}
