import { setTimeout as wait } from 'node:timers/promises'
import { bringBack, type RestingLanes, waitingLanes } from '../../db/delivery/deliveries.ts'
import { leaveLanes } from '../../db/delivery/lanes.ts'
import type { Channel } from '../channels/channel.ts'
import { channelOfLane, isStaffLane } from '../channels/kind.ts'
import type { Instant } from '../domain/vocabulary.ts'
import { messageOf } from '../lib/error-code.ts'
import { createTrouble, type Trouble } from '../lib/log/trouble.ts'
import type { Measures } from '../lib/metrics/catalogue.ts'
import { withoutSecrets } from '../lib/without-secrets.ts'
import { patienceOf } from './backoff.ts'
import type { DispatchContext } from './context.ts'
import { expandNext } from './expand.ts'
import { Lane } from './lane.ts'
import { Settlement } from './settlement.ts'
import { plainTime, type Time } from './time.ts'
import { politeWriter } from './write.ts'

interface DispatcherOptions extends Omit<DispatchContext, 'write' | 'kinds' | 'time' | 'holder' | 'gaveWay'> {
  channels: readonly Channel[]
  /** `clock` taken at its word, if absent. */
  time?: Time
  /** A name of its own; made up if absent. */
  holder?: string
}

export interface DispatcherStatus {
  /** Milliseconds since the dispatcher last looked for work: many mean that it is stuck. */
  lookedAgo: number
  /** What failed and has not succeeded since, or null. */
  lastError: string | null
  /** Why it tells nobody for now, or null. */
  clockProblem: string | null
  /** `openUntil`: its circuit is open. Keeping to a provider's rate does not count. */
  lanes: { name: string; inFlight: number; openUntil: Instant | null }[]
  /** What was settled since it began. */
  counts: Measures
}

/** Delivers what happened to subscribers. */
export interface Dispatcher {
  /** Expands, claims, sends and settles until nothing is due at the clock's time. For tests and one-off runs. */
  runUntilIdle(): Promise<void>
  start(): void
  /** Looks for work now. */
  nudge(): void
  /** Claims nothing more, waits up to ten seconds for what is in flight, releases the rest, closes the channels. */
  stop(): Promise<void>
  status(): DispatcherStatus
}

/** Any number may work on one database: leases keep them from delivering anything twice. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  return new LaneDispatcher(options)
}

/** Posts of other processes are found by polling; that costs two index look-ups. */
const POLL = 500
const GRACE = 10_000
/** What fails is known by the name of its lane, or by these. */
const EXPANDING = '(expanding)'
const LOOKING = '(looking)'
const CLOCK = '(clock)'

class LaneDispatcher implements Dispatcher {
  readonly #context: DispatchContext
  readonly #channels: readonly Channel[]
  readonly #settlement: Settlement
  readonly #resting: readonly RestingLanes[]
  readonly #lanes = new Map<string, Lane>()
  readonly #claiming = new AbortController()
  readonly #sending = new AbortController()
  /** The clock was set back, and what is put off by the old time has not been made due yet. */
  #isSetBack = false
  #lookedAt = performance.now()
  /** By lane: what failed, and how often the lane had claimed by then. */
  readonly #troubles = new Map<string, { reason: string; claims: number }>()
  readonly #trouble: Trouble
  #nudged = Promise.withResolvers<void>()
  #loop: Promise<void> | undefined

  constructor({ channels, time, holder, ...options }: DispatcherOptions) {
    const kinds = channels.map(({ kind }) => kind)
    const own = { time: time ?? plainTime(options.clock), holder: holder ?? crypto.randomUUID() }
    const context = { ...options, ...own, kinds, write: politeWriter(options.db), gaveWay: new Map<string, number>() }
    this.#context = context
    this.#trouble = createTrouble(context.log, 'the dispatcher fails; it goes on trying', 'the dispatcher works again')
    this.#channels = channels
    // As many lanes as subscribers: each look for work there would be a transaction.
    this.#resting = kinds
      .filter(({ confirms }) => confirms === 'by-owner')
      .map(({ name: channel, retries }) => ({ channel, patience: patienceOf(retries) }))
    this.#settlement = new Settlement(context)
  }

  async runUntilIdle(): Promise<void> {
    for (let more = true; more; ) {
      if (!(await this.#mayTell())) return
      more = await expandNext(this.#context)
      if (more) continue
      const drained = await Promise.all((await this.#waitingLanes()).map((lane) => lane.drain()))
      more = drained.includes(true)
    }
  }

  start(): void {
    this.#loop ??= this.#work()
  }

  nudge(): void {
    this.#nudged.resolve()
  }

  async stop(): Promise<void> {
    this.#claiming.abort()
    await this.#loop
    const timer = setTimeout(() => this.#sending.abort(), GRACE)
    await Promise.allSettled([...this.#lanes.values()].map((lane) => lane.drain()))
    clearTimeout(timer)
    await this.#settlement.close()
    await this.#context.write((trx) => leaveLanes(trx, this.#context.holder)).catch(() => {})
    for (const channel of this.#channels) await channel.close()
  }

  status(): DispatcherStatus {
    const lanes = [...this.#lanes.values()].map(({ name, inFlight, openUntil }) => ({
      name,
      inFlight,
      openUntil: openUntil || null,
    }))
    const [trouble] = [...this.#troubles].filter(([name, { claims }]) => claims >= (this.#lanes.get(name)?.claims ?? 0))
    return {
      lookedAgo: performance.now() - this.#lookedAt,
      lastError: trouble?.[1].reason ?? null,
      clockProblem: this.#context.time.problem,
      lanes,
      counts: this.#settlement.counts.measures(),
    }
  }

  async #work(): Promise<void> {
    while (!this.#claiming.signal.aborted) {
      if (!(await this.#turn())) await this.#rest()
    }
  }

  /** Looks for work, if the clock can be relied on. Returns whether there may be more to do at once. */
  async #turn(): Promise<boolean> {
    const mayTell = await this.#noting(CLOCK, this.#mayTell())
    const more = mayTell && (await this.#tell())
    this.#lookedAt = performance.now()
    return more
  }

  async #mayTell(): Promise<boolean> {
    const { time, write, log } = this.#context
    const before = time.problem
    if (await time.look()) this.#isSetBack = true
    if (this.#isSetBack) await write((trx) => bringBack(trx, time.shared()))
    this.#isSetBack = false
    if (time.problem && !before) log.error({}, time.problem)
    if (before && !time.problem) log.info({}, "the clock here agrees with the database's again")
    return time.problem === null
  }

  /** Expands a chunk and starts every lane that has something to do. Returns whether there may be more to expand. */
  async #tell(): Promise<boolean> {
    const expanded = await this.#noting(EXPANDING, expandNext(this.#context))
    const lanes = await this.#noting(LOOKING, this.#waitingLanes())
    if (lanes) this.#forgetTroubles(lanes)
    for (const lane of lanes || []) {
      lane.nudge()
      void this.#noting(lane.name, lane.drain())
    }
    return expanded
  }

  /** What fails is a trouble until it succeeds; false then. */
  async #noting<T>(name: string, work: Promise<T>): Promise<T | false> {
    try {
      const result = await work
      this.#forget(name)
      return result
    } catch (error) {
      return this.#failed(error, name)
    }
  }

  /** A lane in which nothing waits any more has no trouble either. */
  #forgetTroubles(waiting: readonly Lane[]): void {
    for (const name of this.#lanes.keys()) if (!waiting.some((lane) => lane.name === name)) this.#forget(name)
  }

  #forget(name: string): void {
    this.#troubles.delete(name)
    if (this.#troubles.size === 0) this.#trouble.over()
  }

  /** A database that stays away fails twice a second, at each step: that is logged once. */
  #failed(error: unknown, name: string): false {
    const reason = withoutSecrets(messageOf(error))
    this.#trouble.failed(error)
    this.#troubles.set(name, { reason, claims: this.#lanes.get(name)?.claims ?? 0 })
    return false
  }

  /** Waits until somebody nudges, a lane may go on, or it is time to poll again. */
  async #rest(): Promise<void> {
    const now = this.#context.clock()
    const held = [...this.#lanes.values()].map((lane) => lane.againAt).filter((at) => at > now)
    const ms = Math.max(1, Math.min(POLL, ...held.map((at) => at - now)))
    await Promise.race([this.#nudged.promise, wait(ms, undefined, { signal: this.#claiming.signal }).catch(() => {})])
    this.#nudged = Promise.withResolvers()
  }

  async #waitingLanes(): Promise<Lane[]> {
    const { db, time } = this.#context
    const lanes = await waitingLanes(db, time.shared(), this.#resting)
    return lanes.flatMap((name) => this.#laneNamed(name) ?? [])
  }

  #laneNamed(name: string): Lane | null {
    const known = this.#lanes.get(name)
    if (known) return known
    const channel = this.#channels.find((each) => each.kind.name === channelOfLane(name))
    if (!channel) return null
    const stop = { claiming: this.#claiming.signal, sending: this.#sending.signal }
    const sending = (isStaffLane(name) && channel.staff) || channel
    const lane = new Lane(name, sending, this.#context, this.#settlement, stop)
    this.#lanes.set(name, lane)
    return lane
  }
}
