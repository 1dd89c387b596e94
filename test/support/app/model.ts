import fc from 'fast-check'
import type { Db } from '../../../db/schema/index.ts'
import { changeIncident } from '../../../server/actions/incident/change-incident.ts'
import { openIncident } from '../../../server/actions/incident/open-incident.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { publishPostmortem } from '../../../server/actions/incident/publish-postmortem.ts'
import { reopenIncident } from '../../../server/actions/incident/reopen-incident.ts'
import { acknowledgePromise } from '../../../server/actions/ladder/acknowledge-promise.ts'
import type { OpenCommand } from '../../../server/domain/incident/opening.ts'
import type { UpdateCommand } from '../../../server/domain/incident/updating.ts'
import type { Result } from '../../../server/domain/refusal.ts'
import {
  CASE_STATUSES,
  DAY,
  IMPACTS,
  type Instant,
  MINUTE,
  PHASES,
  PRIORITIES,
} from '../../../server/domain/vocabulary.ts'
import { instant } from '../clock.ts'
import { LEE, MONTY, type Person, ROSA } from '../people.ts'
import { actionContext, addPlatforms, news, opened, p1g, p2 } from './actions.ts'

/** Where a run of the model stands: what has been opened so far, and what time it is. */
export interface ModelState {
  db: Db
  now: Instant
  incidents: string[]
}

/** Begins with three open incidents, one of them a P1G. */
export async function initialState(db: Db, now: Instant): Promise<ModelState> {
  await addPlatforms(db, 'trunks', 'fax')
  const incidents = []
  for (const command of [p2(), p1g(), p2({ title: 'Silent calls' })])
    incidents.push(await opened(actionContext(db, ROSA, now), command))
  return { db, now, incidents }
}

/** One thing that somebody does: it may be refused, but never fail. `which` picks an incident. */
export interface Step {
  title: string
  do(state: ModelState, by: Person): Promise<Result<unknown>>
}

/** Nights and weekends on which time is not what it seems. */
export const startTimes = fc.constantFrom(
  instant('2026-11-10T08:00:00-07:00'),
  instant('2026-03-07T23:30:00-07:00'),
  instant('2026-10-31T23:30:00-06:00'),
  instant('2026-11-13T16:50:00-07:00'),
)

const soon = fc.option(fc.integer({ min: -10, max: 600 }), { nil: undefined, freq: 3 })
const which = fc.nat(20)
const platforms = fc.uniqueArray(
  fc.record({ id: fc.constantFrom('trunks', 'fax'), impact: fc.constantFrom(...IMPACTS) }),
  { selector: ({ id }) => id, minLength: 1 },
)
const request = fc.record({
  phase: fc.option(fc.constantFrom(...PHASES), { nil: undefined, freq: 2 }),
  nextUpdateBy: soon,
  etr: soon,
  holdUntil: soon,
  reason: fc.option(fc.constant('It takes time.'), { nil: undefined }),
})

/** Minutes from now become instants. */
function timed(said: { nextUpdateBy?: number; etr?: number; holdUntil?: number }, now: Instant) {
  const at = (minutes: number | undefined) => (minutes === undefined ? undefined : now + minutes * MINUTE)
  return { nextUpdateBy: at(said.nextUpdateBy), etr: at(said.etr), holdUntil: at(said.holdUntil) }
}

const pick = ({ incidents }: ModelState, index: number) =>
  incidents[index % Math.max(1, incidents.length)] ?? 'nothingthere'

const opening: fc.Arbitrary<Step> = fc
  .record({
    request,
    platforms,
    priority: fc.constantFrom(...PRIORITIES, 'P1G' as const, 'P1G' as const),
    drill: fc
      .boolean()
      .filter(Boolean)
      .map(() => false),
    openedAgo: fc.nat(90),
    related: fc.option(which, { nil: undefined, freq: 3 }),
  })
  .map(({ request: said, openedAgo, related, ...rest }) => ({
    title: `open ${rest.priority}`,
    async do(state, by) {
      const command: OpenCommand = {
        title: 'Calls fail',
        notify: true,
        confirmed: true,
        openedAt: state.now - openedAgo * MINUTE,
        update: { body: 'Calls fail.', ...said, ...timed(said, state.now) },
        relatedTo: related === undefined ? undefined : pick(state, related),
        ...rest,
      }
      const result = await openIncident(actionContext(state.db, by, state.now), command)
      if (result.ok) state.incidents.push(result.value.id)
      return result
    },
  }))

const posting: fc.Arbitrary<Step> = fc
  .record({
    which,
    request,
    platforms: fc.option(platforms, { nil: undefined }),
    caseStatus: fc.option(fc.constantFrom(...CASE_STATUSES), { nil: undefined }),
    master: fc.option(which, { nil: undefined, freq: 2 }),
    lag: fc.constantFrom(0, 0, 0, 5 * MINUTE),
  })
  .map(({ which: index, request: said, master, lag, ...rest }) => ({
    title: `post ${JSON.stringify({ ...rest, ...said, master })}`,
    async do(state, by) {
      const now = state.now - lag
      const command: UpdateCommand = news('News.', {
        ...rest,
        ...said,
        ...timed(said, now),
        duplicateOf: master === undefined ? undefined : pick(state, master),
      })
      return postUpdate(actionContext(state.db, by, now), pick(state, index), command)
    },
  }))

/** What people at the desk really say most of the time. */
const CASE_MOVES: readonly Partial<UpdateCommand>[] = [
  {},
  { phase: 'monitoring' },
  { phase: 'resolved' },
  { caseStatus: 'closed' },
  { caseStatus: 'closed_no_response', confirmed: true },
  { caseStatus: 'in_progress' },
  { caseStatus: 'shipping' },
  { caseStatus: 'resolved_follow_up' },
  { caseStatus: 'customer_reopened' },
]

const moving: fc.Arbitrary<Step> = fc.record({ which, move: fc.constantFrom(...CASE_MOVES) }).map((said) => ({
  title: `post ${JSON.stringify(said.move)}`,
  do: (state, by) =>
    postUpdate(actionContext(state.db, by, state.now), pick(state, said.which), news('News.', said.move)),
}))

const duplicating: fc.Arbitrary<Step> = fc.record({ which, master: which }).map((said) => ({
  title: `duplicate ${said.which} of ${said.master}`,
  do: (state, by) =>
    postUpdate(
      actionContext(state.db, by, state.now),
      pick(state, said.which),
      news('The same.', { duplicateOf: pick(state, said.master) }),
    ),
}))

const changing: fc.Arbitrary<Step> = fc.record({ which, priority: fc.constantFrom(...PRIORITIES) }).map((said) => ({
  title: `change to ${said.priority}`,
  do: (state, by) =>
    changeIncident(actionContext(state.db, by, state.now), pick(state, said.which), {
      priority: said.priority,
      reason: 'So it is.',
    }),
}))

const reopening: fc.Arbitrary<Step> = which.map((index) => ({
  title: 'reopen',
  do: (state, by) =>
    reopenIncident(actionContext(state.db, by, state.now), pick(state, index), { body: 'It is back.', notify: true }),
}))

const reporting: fc.Arbitrary<Step> = which.map((index) => ({
  title: 'publish the report',
  do: (state, by) =>
    publishPostmortem(actionContext(state.db, by, state.now), pick(state, index), {
      body: `Report ${index}.`,
      notify: true,
    }),
}))

const acknowledging: fc.Arbitrary<Step> = which.map((index) => ({
  title: 'acknowledge',
  async do(state, by) {
    const newest = await state.db
      .selectFrom('updates')
      .select('id')
      .where('incident_id', '=', pick(state, index))
      .orderBy('sequence', 'desc')
      .executeTakeFirst()
    return acknowledgePromise(actionContext(state.db, by, state.now), newest?.id ?? 'nothingthere', {})
  },
}))

export const steps = fc.oneof(
  { weight: 3, arbitrary: opening },
  { weight: 3, arbitrary: posting },
  { weight: 6, arbitrary: moving },
  { weight: 2, arbitrary: duplicating },
  { weight: 2, arbitrary: changing },
  { weight: 4, arbitrary: reopening },
  { weight: 1, arbitrary: reporting },
  { weight: 1, arbitrary: acknowledging },
)

export const staff = fc.constantFrom<Person>(ROSA, ROSA, ROSA, LEE, LEE, LEE, MONTY)

/** Minutes, hours, and now and then days. */
export const pauses = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 90 }).map((minutes) => minutes * MINUTE) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 9 }).map((days) => days * DAY) },
)
