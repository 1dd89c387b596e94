import { setTimeout as wait } from 'node:timers/promises'
import { waitingLanes } from '../../db/delivery/deliveries.ts'
import { type Channel, reasonOf } from '../channels/channel.ts'
import type { Instant } from '../domain/vocabulary.ts'
import type { Desk } from './context.ts'
import { expandNext } from './expand.ts'
import { Lane } from './lane.ts'
import { channelOfLane } from './lane-name.ts'
import { Settler } from './settlement.ts'
import { politeWriter } from './write.ts'

export interface DispatcherOptions extends Omit<Desk, 'write'> {
  channels: readonly Channel[]
}

export interface DispatcherStatus {
  /** When the dispatcher last looked for work: an old instant means that it is stuck. */
  lookedAt: Instant
  /** What failed lately, or null. */
  trouble: string | null
  /** `heldUntil`: its other side is in trouble or has asked for it. Keeping to a provider's rate is not that. */
  lanes: { name: string; busy: number; heldUntil: Instant | null }[]
}

/** Tells subscribers what happened. */
export interface Dispatcher {
  /** Expands, claims, sends and settles until nothing is due at the clock's time. For tests and one-off runs. */
  runUntilIdle(): Promise<void>
  start(): void
  /** Looks for work now. */
  nudge(): void
  /** Claims nothing more, waits up to ten seconds for what is under way, gives the rest back, closes the channels. */
  stop(): Promise<void>
  status(): DispatcherStatus
}

/** Any number may work on one database: leases keep them from telling anything twice. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  return new Telling(options)
}

/** Posts of other processes are seen by looking; that costs two index look-ups. */
const POLL = 500
const GRACE = 10_000
/** What failed is told for so long: a locked database takes ten seconds to fail again. */
const TROUBLED = 12_000

class Telling implements Dispatcher {
  readonly #desk: Desk
  readonly #channels: readonly Channel[]
  readonly #settler: Settler
  readonly #lanes = new Map<string, Lane>()
  readonly #claiming = new AbortController()
  readonly #sending = new AbortController()
  #lookedAt: Instant
  #trouble: { reason: string; at: Instant } | null = null
  #nudged = Promise.withResolvers<void>()
  #loop: Promise<void> | undefined

  constructor({ channels, ...options }: DispatcherOptions) {
    const desk = { ...options, write: politeWriter(options.db) }
    this.#desk = desk
    this.#channels = channels
    this.#settler = new Settler(desk)
    this.#lookedAt = desk.clock()
  }

  async runUntilIdle(): Promise<void> {
    for (let more = true; more; ) {
      more = await expandNext(this.#desk)
      if (more) continue
      const drained = await Promise.all((await this.#waiting()).map((lane) => lane.drain()))
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
    await this.#settler.close()
    for (const channel of this.#channels) await channel.close()
  }

  status(): DispatcherStatus {
    const lanes = [...this.#lanes.values()].map(({ name, busy, heldUntil }) => ({
      name,
      busy,
      heldUntil: heldUntil || null,
    }))
    const { reason, at } = this.#trouble ?? { reason: null, at: 0 }
    const lately = Math.abs(this.#desk.clock() - at) < TROUBLED
    return { lookedAt: this.#lookedAt, trouble: lately ? reason : null, lanes }
  }

  async #work(): Promise<void> {
    while (!this.#claiming.signal.aborted) {
      if (!(await this.#turn())) await this.#rest()
    }
  }

  /** Expands a chunk and sets every lane going that has something to do. Answers whether there may be more to expand. */
  async #turn(): Promise<boolean> {
    const expanded = await expandNext(this.#desk).catch((error: unknown) => this.#failed(error))
    try {
      for (const lane of await this.#waiting()) {
        lane.nudge()
        lane.drain().catch((error: unknown) => this.#failed(error))
      }
    } catch (error) {
      this.#failed(error)
    }
    this.#lookedAt = this.#desk.clock()
    return expanded
  }

  #failed(error: unknown): false {
    this.#trouble = { reason: reasonOf(error), at: this.#desk.clock() }
    this.#desk.log.error({ err: error }, 'the dispatcher met an error and goes on')
    return false
  }

  /** Until somebody nudges, a held-back lane may go on, or it is time to look again. */
  async #rest(): Promise<void> {
    const now = this.#desk.clock()
    const held = [...this.#lanes.values()].map((lane) => lane.againAt).filter((at) => at > now)
    const ms = Math.max(1, Math.min(POLL, ...held.map((at) => at - now)))
    await Promise.race([this.#nudged.promise, wait(ms, undefined, { signal: this.#claiming.signal }).catch(() => {})])
    this.#nudged = Promise.withResolvers()
  }

  async #waiting(): Promise<Lane[]> {
    return (await waitingLanes(this.#desk.db)).flatMap((name) => this.#laneNamed(name) ?? [])
  }

  #laneNamed(name: string): Lane | null {
    const known = this.#lanes.get(name)
    if (known) return known
    const channel = this.#channels.find((each) => each.name === channelOfLane(name))
    if (!channel) return null
    const stop = { claiming: this.#claiming.signal, sending: this.#sending.signal }
    const lane = new Lane(name, channel, this.#desk, this.#settler, stop)
    this.#lanes.set(name, lane)
    return lane
  }
}
