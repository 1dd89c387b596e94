import { setTimeout as wait } from 'node:timers/promises'
import { bringBack, waitingLanes } from '../../db/delivery/deliveries.ts'
import { leaveLanes } from '../../db/delivery/lanes.ts'
import { type Channel, reasonOf } from '../channels/channel.ts'
import { channelOfLane } from '../channels/kind.ts'
import type { Instant } from '../domain/vocabulary.ts'
import { withoutSecrets } from '../lib/without-secrets.ts'
import type { DispatchContext } from './context.ts'
import { expandNext } from './expand.ts'
import { Lane } from './lane.ts'
import { Settlement } from './settlement.ts'
import { plainTime, type Time } from './time.ts'
import { politeWriter } from './write.ts'

interface DispatcherOptions extends Omit<DispatchContext, 'write' | 'kinds' | 'time' | 'holder'> {
  channels: readonly Channel[]
  /** `clock` taken at its word, if absent. */
  time?: Time
}

export interface DispatcherStatus {
  /** When the dispatcher last looked for work: an old instant means that it is stuck. */
  lookedAt: Instant
  /** What failed recently, or null. */
  lastError: string | null
  /** Why it tells nobody for now, or null. */
  clockProblem: string | null
  /** `openUntil`: its circuit is open. Keeping to a provider's rate does not count. */
  lanes: { name: string; inFlight: number; openUntil: Instant | null }[]
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
/** An error is reported for so long: a locked database takes ten seconds to fail again. */
const REPORT_ERROR_FOR = 12_000

class LaneDispatcher implements Dispatcher {
  readonly #context: DispatchContext
  readonly #channels: readonly Channel[]
  readonly #settlement: Settlement
  readonly #lanes = new Map<string, Lane>()
  readonly #claiming = new AbortController()
  readonly #sending = new AbortController()
  /** The clock was set back, and what is put off by the old time has not been made due yet. */
  #isSetBack = false
  #lookedAt: Instant
  #lastError: { reason: string; at: Instant } | null = null
  #nudged = Promise.withResolvers<void>()
  #loop: Promise<void> | undefined

  constructor({ channels, time, ...options }: DispatcherOptions) {
    const kinds = channels.map(({ kind }) => kind)
    const own = { time: time ?? plainTime(options.clock), holder: crypto.randomUUID() }
    const context = { ...options, ...own, kinds, write: politeWriter(options.db) }
    this.#context = context
    this.#channels = channels
    this.#settlement = new Settlement(context)
    this.#lookedAt = context.clock()
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
    const { reason, at } = this.#lastError ?? { reason: null, at: 0 }
    const isRecent = Math.abs(this.#context.clock() - at) < REPORT_ERROR_FOR
    const clockProblem = this.#context.time.problem
    return { lookedAt: this.#lookedAt, lastError: isRecent ? reason : null, clockProblem, lanes }
  }

  async #work(): Promise<void> {
    while (!this.#claiming.signal.aborted) {
      if (!(await this.#turn())) await this.#rest()
    }
  }

  /** Looks for work, if the clock can be relied on. Returns whether there may be more to do at once. */
  async #turn(): Promise<boolean> {
    const mayTell = await this.#mayTell().catch((error: unknown) => this.#failed(error))
    const more = mayTell && (await this.#tell())
    this.#lookedAt = this.#context.clock()
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
    const expanded = await expandNext(this.#context).catch((error: unknown) => this.#failed(error))
    try {
      for (const lane of await this.#waitingLanes()) {
        lane.nudge()
        lane.drain().catch((error: unknown) => this.#failed(error))
      }
    } catch (error) {
      this.#failed(error)
    }
    return expanded
  }

  #failed(error: unknown): false {
    this.#lastError = { reason: withoutSecrets(reasonOf(error)), at: this.#context.clock() }
    this.#context.log.error({ err: error }, 'dispatcher error; continuing')
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
    return (await waitingLanes(this.#context.db)).flatMap((name) => this.#laneNamed(name) ?? [])
  }

  #laneNamed(name: string): Lane | null {
    const known = this.#lanes.get(name)
    if (known) return known
    const channel = this.#channels.find((each) => each.kind.name === channelOfLane(name))
    if (!channel) return null
    const stop = { claiming: this.#claiming.signal, sending: this.#sending.signal }
    const lane = new Lane(name, channel, this.#context, this.#settlement, stop)
    this.#lanes.set(name, lane)
    return lane
  }
}
