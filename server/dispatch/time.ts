import { type Moment, postgresTime } from '../../db/delivery/moment.ts'
import { isPostgres } from '../../db/dialect.ts'
import type { Instant } from '../domain/vocabulary.ts'
import { SteadyClock } from '../lib/steady-clock.ts'
import { type Clocks, clockProblem, readShared } from './clock-check.ts'

/** Leases are short, so that a crash delays a message by less than a minute; they are renewed while work goes on. */
export const LEASE = 45_000

/** The time by which a dispatcher works. */
export interface Time {
  /** For what is too late, and for waiting: no step of a clock is in it before it has proved true. */
  now(): Instant
  /** What the clock shows that all dispatchers of the database share, as well as this process knows. */
  shown(): Instant
  /** The same clock for leases and due times, `ms` from now: exact when the database runs the statement. */
  shared(ms?: number): Moment
  /** What `shared` should be for a lease to count as run out; null while none does. Absent: whatever it is. */
  expected(): Instant | null | undefined
  /** A mark to measure from. */
  mark(): Mark
  /** The most that may have passed since, by whichever clock says more: a machine that sleeps stops its stopwatch. */
  since(mark: Mark): number
  /** Why nothing may be told, or null. */
  readonly problem: string | null
  /** Looks at the clocks. Returns whether the shared one was set back since the last look, or that is believed now. */
  look(): Promise<boolean>
}

export interface Mark {
  wall: Instant
  stopwatch: number
}

/** A clock that is taken at its word, as that of a test may be. */
export function plainTime(clock: () => Instant): Time {
  return {
    now: clock,
    shown: clock,
    shared: (ms = 0) => clock() + ms,
    expected: () => undefined,
    mark: () => ({ wall: clock(), stopwatch: 0 }),
    since: ({ wall }) => clock() - wall,
    problem: null,
    look: async () => false,
  }
}

/** What dispatchers share: the clock of PostgreSQL; with SQLite that of the one machine they are on. */
export function sharedTime({ db, clock, stopwatch }: Clocks): Time {
  let steady = new SteadyClock(clock(), stopwatch)
  const remote = isPostgres(db)
  let hasLooked = false
  let problem: string | null = null
  let isSetBack = false
  const take = (from: Instant, to = from) => {
    if (steady.look(from, to) < 0) isSetBack = true
  }
  // A local clock costs nothing to look at: a step is known before anything is done by it.
  const local = () => (remote ? undefined : take(clock()))

  async function lookAtDatabase(): Promise<void> {
    const { from, to } = await readShared({ db, stopwatch })
    if (!hasLooked) steady = new SteadyClock((from + to) / 2, stopwatch)
    hasLooked = true
    take(from, to)
    problem = clockProblem(clock(), { from, to }, problem)
  }

  return {
    now() {
      local()
      return steady.now()
    },
    shown() {
      local()
      return steady.expected()
    },
    shared: (ms = 0) => (remote ? postgresTime(ms) : clock() + ms),
    expected() {
      local()
      // By then everybody alive has renewed its leases by the new time.
      return steady.steadyFor() < LEASE ? null : steady.expected()
    },
    mark: () => ({ wall: clock(), stopwatch: stopwatch() }),
    since: (mark) => Math.max(clock() - mark.wall, stopwatch() - mark.stopwatch),
    get problem() {
      return problem
    },
    async look() {
      await (remote ? lookAtDatabase() : take(clock()))
      const wasSetBack = isSetBack
      isSetBack = false
      return wasSetBack
    },
  }
}
