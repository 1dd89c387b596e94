import type { Pause } from '../channels/channel.ts'
import { type Instant, MINUTE } from '../domain/vocabulary.ts'
import { asAsked, backoff } from './backoff.ts'
import type { Desk } from './context.ts'

/** So many failures in a row mean that the other side is in trouble. */
const PATIENCE = 5

/** Holds a lane back while its other side is in trouble or asked for it. */
export class Gate {
  readonly #lane: string
  readonly #probes: number
  readonly #desk: Desk
  #openAt: Instant = 0
  #closedAt: Instant = 0
  #pauses = 0
  #failures = 0

  /** `probes`: how many deliveries at once find out whether it is over. */
  constructor(lane: string, probes: number, desk: Desk) {
    this.#lane = lane
    this.#probes = probes
    this.#desk = desk
  }

  get openAt(): Instant {
    return this.#openAt
  }

  get isOpen(): boolean {
    const now = this.#desk.clock()
    // Before it was closed: the clock has been set back, and might stay behind for hours.
    return now >= this.#openAt || now < this.#closedAt
  }

  /** At most so many at once. */
  most(capacity: number): number {
    return this.#failures >= PATIENCE ? Math.min(this.#probes, capacity) : capacity
  }

  succeeded(): void {
    this.#failures = 0
    this.#pauses = 0
  }

  /** One delivery did not get through. */
  failed(why: string): void {
    this.#failures += 1
    if (this.#failures < PATIENCE || !this.isOpen) return
    const ms = Math.min(MINUTE, backoff(this.#pauses + 1, this.#desk.random) / 5)
    this.#desk.log.warn(this.#close(ms, why), 'nothing gets through; trying now and then')
  }

  /** The other side wants no more for now. */
  pause({ ms, why, alarm, doubtful }: Pause): void {
    this.#failures += doubtful ? 1 : 0
    if (doubtful && this.#failures < PATIENCE) return
    const { random, clock, log } = this.#desk
    const wait = ms === undefined ? Math.min(5 * MINUTE, backoff(this.#pauses + 1, random)) : asAsked(ms, random)
    // Many answers of one moment say the same.
    if (!this.isOpen) {
      this.#openAt = Math.max(this.#openAt, ms === undefined ? 0 : clock() + wait)
      return
    }
    const fields = this.#close(wait, why)
    if (alarm) log.error(fields, 'a channel refuses to work for us: somebody has to look')
    else log.info(fields, 'a channel asked us to wait')
  }

  #close(ms: number, why: string): object {
    this.#closedAt = this.#desk.clock()
    this.#openAt = this.#closedAt + ms
    this.#pauses += 1
    return { lane: this.#lane, seconds: Math.round(ms / 1000), why }
  }
}
