import type { Pause } from '../channels/channel.ts'
import { isStaffLane } from '../channels/kind.ts'
import { type Instant, MINUTE } from '../domain/vocabulary.ts'
import { createReasons } from '../lib/log/trouble.ts'
import { asAsked, backoff } from './backoff.ts'
import type { DispatchContext } from './context.ts'

/** So many consecutive failures open the circuit. */
const FAILURES_TO_OPEN = 5

/** The longest that failures keep it open, in milliseconds. Among staff, one person's address may be the only one that fails. */
const LONGEST = { usual: MINUTE, staff: 5_000 } as const

/** So long after an outage an attempt may still fail that was begun in it, in milliseconds: on a relay that hangs it takes ten seconds. */
const AFTERMATH = 15_000

/** What is told of an open circuit: for how long at first, and why. */
interface Opening {
  lane: string
  seconds: number
  why: string
}

/** Stops a lane while its other side is failing or asked us to wait: closed lets deliveries through, open does not. */
export class CircuitBreaker {
  readonly #lane: string
  readonly #probes: number
  readonly #context: DispatchContext
  readonly #told = createReasons()
  /** When it was opened for the first time since something got through, by a clock that nobody sets; null: it was not. */
  #since: number | null = null
  #openedAt: Instant = 0
  #closesAt: Instant = 0
  #timesOpened = 0
  #failures = 0
  #isAsked = false
  #closedAt: Instant | null = null

  /** `probes`: how many deliveries at once try whether the failure is over. */
  constructor(lane: string, probes: number, context: DispatchContext) {
    this.#lane = lane
    this.#probes = probes
    this.#context = context
  }

  /** When an open circuit lets deliveries through again. */
  get closesAt(): Instant {
    return this.#closesAt
  }

  get isClosed(): boolean {
    const now = this.#context.clock()
    // Before it was opened: the clock has been set back, and might stay behind for hours.
    return now >= this.#closesAt || now < this.#openedAt
  }

  /** Is it open because the provider asked us to wait? Then it would ask anybody. */
  get isAsked(): boolean {
    return this.#isAsked && !this.isClosed
  }

  /** Did something get through to staff a moment ago, after an outage? */
  get isJustClosed(): boolean {
    return isStaffLane(this.#lane) && this.#closedAt !== null && this.#context.clock() - this.#closedAt < AFTERMATH
  }

  /** How many deliveries may be in flight: `capacity`, or only probes after consecutive failures. */
  limit(capacity: number): number {
    return this.#failures >= FAILURES_TO_OPEN ? Math.min(this.#probes, capacity) : capacity
  }

  /** One got through. Returns whether that closes the circuit, which had been open. */
  succeeded(): boolean {
    this.#failures = 0
    this.#timesOpened = 0
    // What was under way when the provider asked us to wait may still get through: the wait stands.
    if (this.#since === null || this.isAsked) return false
    const seconds = Math.round((performance.now() - this.#since) / 1000)
    this.#since = null
    this.#closesAt = 0
    this.#closedAt = this.#context.clock()
    this.#told.forget()
    this.#context.log.info({ lane: this.#lane, seconds }, 'circuit closed: messages get through again')
    return true
  }

  /** One delivery did not get through. */
  failed(why: string): void {
    this.#failures += 1
    if (this.#failures < FAILURES_TO_OPEN || !this.isClosed) return
    const longest = isStaffLane(this.#lane) ? LONGEST.staff : LONGEST.usual
    const ms = Math.min(longest, backoff(this.#timesOpened + 1, this.#context.random) / 5)
    this.#isAsked = false
    this.#tell('warn', this.#open(ms, why), 'circuit open: the last messages did not get through; probing')
  }

  /** The other side wants no more for now. */
  pause({ ms, why, alarm, doubtful }: Pause): void {
    this.#failures += doubtful ? 1 : 0
    if (doubtful && this.#failures < FAILURES_TO_OPEN) return
    const { random, clock } = this.#context
    const wait = ms === undefined ? Math.min(5 * MINUTE, backoff(this.#timesOpened + 1, random)) : asAsked(ms, random)
    // Many answers of one moment say the same.
    if (!this.isClosed) {
      this.#closesAt = Math.max(this.#closesAt, ms === undefined ? 0 : clock() + wait)
      return
    }
    const fields = this.#open(wait, why)
    this.#isAsked = !alarm
    if (alarm)
      this.#tell('error', fields, 'circuit open: the provider rejects our account or settings; operator action needed')
    else this.#tell('info', fields, 'circuit open: the provider asked us to wait')
  }

  /** It is opened again with each probe that fails: the same is not told each time. */
  #tell(level: 'info' | 'warn' | 'error', fields: Opening, text: string): void {
    if (this.#told.isNews(`${text} ${fields.why}`)) this.#context.log[level](fields, text)
  }

  #open(ms: number, why: string): Opening {
    this.#since ??= performance.now()
    this.#openedAt = this.#context.clock()
    this.#closesAt = this.#openedAt + ms
    this.#timesOpened += 1
    return { lane: this.#lane, seconds: Math.round(ms / 1000), why }
  }
}
