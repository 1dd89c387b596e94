import { hasten } from '../../db/delivery/deliveries.ts'
import { stayInLane } from '../../db/delivery/lanes.ts'
import type { Attempt, BatchChannel, Channel, Outcome, Sent, SingleChannel } from '../channels/channel.ts'
import { isStaffLane } from '../channels/kind.ts'
import type { Instant } from '../domain/vocabulary.ts'
import { messageOf } from '../lib/error-code.ts'
import { createTrouble, type Trouble } from '../lib/log/trouble.ts'
import { CircuitBreaker } from './circuit-breaker.ts'
import { type ClaimedDelivery, claimNext } from './claim.ts'
import type { DispatchContext } from './context.ts'
import { resultIfTooLate, resultOf } from './delivery-result.ts'
import { composed, type FrozenBatch, loadOrCreateBatch, outcomeOf, splitBatch } from './frozen-batch.ts'
import type { Settlement } from './settlement.ts'
import type { Mark } from './time.ts'

/** `claiming` stops first; `sending` aborts what takes too long after that. */
interface Stop {
  claiming: AbortSignal
  sending: AbortSignal
}

/** How a batch is tried again, and what an attempt is known of. */
type Settling = { batch?: 'retry-same' | 'retry-new'; random?: () => number; attempt?: Attempt }

const STAY_AGAIN = 5_000
/** After an outage what fails is tried again so soon, in milliseconds. */
const SOON = 5_000

/** A queue that no other waits for: it claims what is due, sends it, and hands the results to the settlement. */
export class Lane {
  readonly name: string
  /** How often it has claimed, or found nothing to claim: a database that fails lets neither happen. */
  claims = 0
  readonly #channel: Channel
  readonly #context: DispatchContext
  readonly #settlement: Settlement
  readonly #stop: Stop
  readonly #breaker: CircuitBreaker
  readonly #trouble: Trouble
  #inFlight = 0
  /** When the next message may begin, where the other side wants them apart. */
  #paceAt: Instant = 0
  /** Of a batch channel: requests in flight, or about to be. */
  #requests = 0
  /** The last claim found nothing. */
  #empty = false
  #running: Promise<boolean> | undefined
  #stayed: Mark | undefined
  /** Its circuit was closed again, and what waits in it has not been made due yet. */
  #isOpenAgain = false
  #changed = Promise.withResolvers<void>()

  constructor(name: string, channel: Channel, context: DispatchContext, settlement: Settlement, stop: Stop) {
    this.name = name
    this.#channel = channel
    this.#context = context
    this.#settlement = settlement
    this.#stop = stop
    this.#trouble = createTrouble(context.log, 'delivery aborted; its lease expires', 'deliveries go on')
    this.#breaker = new CircuitBreaker(name, channel.mode === 'batch' ? channel.claimSize : 4, context)
  }

  /** How many deliveries are in flight. */
  get inFlight(): number {
    return this.#inFlight
  }

  /** Until when its circuit is open; 0 when it is closed. */
  get openUntil(): Instant {
    return this.#breaker.isClosed ? 0 : this.#breaker.closesAt
  }

  /** When it should be looked at again: circuit open, or rate limit reached; 0 when it may go on. */
  get againAt(): Instant {
    const room = this.#channel.room?.(this.#requests)
    return Math.max(this.openUntil, this.#paceAt, room && room.requests <= 0 ? room.again : 0)
  }

  /** Sends what is due until nothing is left or nothing may go. Returns whether anything went. */
  drain(): Promise<boolean> {
    this.#running ??= this.#run().finally(() => (this.#running = undefined))
    return this.#running
  }

  /** There may be more to do. */
  nudge(): void {
    this.#empty = false
    this.#wake()
  }

  async #run(): Promise<boolean> {
    let worked = false
    this.#empty = false
    for (;;) {
      const limit = this.#claimLimit(!worked)
      if (limit > 0) {
        await (this.#isOpenAgain ? this.#hasten() : this.#settlement.catchUp())
        const mark = this.#context.time.mark()
        const deliveries = await claimNext(this.#context, this.#channel, this.name, limit, this.#settlement.tokens)
        this.claims += 1
        this.#empty = deliveries === null
        worked ||= !this.#empty
        this.#start(this.#settlement.hold(deliveries ?? [], mark))
      } else if (this.#inFlight > 0) {
        await this.#changed.promise
      } else {
        await this.#stay()
        await this.#settlement.flush()
        return worked
      }
    }
  }

  /** Waits as the provider asked, and remains the only one who works here: others would just be asked the same. */
  async #stay(): Promise<void> {
    const { time, write, holder } = this.#context
    const room = this.#channel.room?.(0)
    if (!room || (room.requests > 0 && !this.#breaker.isAsked)) return
    if (this.#stayed && time.since(this.#stayed) < STAY_AGAIN) return
    this.#stayed = time.mark()
    await write((trx) => stayInLane(trx, { lane: this.name, holder, now: time.shared() }))
  }

  /** How many deliveries may be claimed now. Claiming many at once costs far less than one by one. */
  #claimLimit(waits: boolean): number {
    if (this.#stop.claiming.aborted || this.#context.time.problem !== null) return 0
    if (this.#empty || !this.#breaker.isClosed) return 0
    if (this.#channel.room && this.#channel.room(this.#requests, waits).requests <= 0) return 0
    if (this.#isPaced) return 0
    const most = this.#breaker.limit(this.#channel.pace === undefined ? this.#channel.capacity : 1)
    const size = Math.min(this.#channel.claimSize, most)
    return most - this.#inFlight >= size ? size : 0
  }

  /** Not before `#paceAt`; a clock that was set back does not make it wait for long. */
  get #isPaced(): boolean {
    const ahead = this.#paceAt - this.#context.clock()
    return ahead > 0 && ahead <= (this.#channel.pace ?? 0)
  }

  #start(deliveries: readonly ClaimedDelivery[]): void {
    const channel = this.#channel
    if (channel.pace !== undefined && deliveries.length > 0) this.#paceAt = this.#context.clock() + channel.pace
    const due = deliveries.filter((delivery) => {
      const tooLate = resultIfTooLate(delivery, channel, this.#context)
      if (tooLate) this.#settlement.settle(delivery, tooLate)
      return !tooLate
    })
    if (channel.mode === 'single') for (const one of due) this.#track([one], this.#sendOne(channel, one))
    else if (due.length > 0) this.#track(due, this.#sendBatch(channel, due))
  }

  async #track(deliveries: readonly ClaimedDelivery[], work: Promise<void>): Promise<void> {
    this.#inFlight += deliveries.length
    try {
      await work
      this.#trouble.over({ lane: this.name })
    } catch (error) {
      // The database's fault or our own: left alone, the lease expires and the delivery is claimed again.
      this.#trouble.failed(error, { lane: this.name })
      this.#settlement.drop(deliveries)
    }
    this.#inFlight -= deliveries.length
    this.#wake()
  }

  #wake(): void {
    this.#changed.resolve()
    this.#changed = Promise.withResolvers()
  }

  /** Not what was lost while the process was stopped: another sends it. */
  async #mayStillSend(deliveries: readonly ClaimedDelivery[]): Promise<boolean> {
    if (await this.#settlement.isOurs(deliveries)) return true
    this.#context.log.warn({ lane: this.name, lost: deliveries.length }, 'leases expired before anything was sent')
    this.#settlement.drop(deliveries)
    return false
  }

  async #sendOne(channel: SingleChannel, delivery: ClaimedDelivery): Promise<void> {
    if (!(await this.#mayStillSend([delivery]))) return
    const { outcome, pause, attempt }: Sent = await channel
      .send(delivery.job, this.#stop.sending)
      .catch((error: unknown) => ({ outcome: this.#internalError(delivery, error) }))
    if (this.#stop.sending.aborted && outcome.kind === 'later') return
    if (pause) this.#breaker.pause(pause)
    else if (outcome.kind === 'later') this.#breaker.failed(outcome.why)
    else this.#succeeded()
    this.#settle(delivery, outcome, { attempt })
  }

  #succeeded(): void {
    if (!this.#breaker.succeeded() || !(isStaffLane(this.name) || this.#channel.kind.retries)) return
    this.#isOpenAgain = true
    this.#empty = false
  }

  /** After an outage what waits is told at once, the first of it first: each would wait out its own backoff. */
  async #hasten(): Promise<void> {
    const { write, time } = this.#context
    // What failed a moment ago waits as well.
    await this.#settlement.flush()
    await write((trx) => hasten(trx, this.name, time.shared()))
    this.#isOpenAgain = false
  }

  /** A bug of ours about one message must not keep the others from being sent. */
  #internalError(delivery: ClaimedDelivery, error: unknown): Outcome {
    this.#context.log.error({ err: error, event: delivery.row.event_id }, 'message could not be composed')
    return { kind: 'failed', why: `internal error: ${messageOf(error)}` }
  }

  #settle(
    delivery: ClaimedDelivery,
    outcome: Outcome,
    { batch, attempt, random = this.#context.random }: Settling = {},
  ): void {
    if (outcome.kind === 'failed') {
      const { event_id: event, subscriber_id: subscriber } = delivery.row
      this.#context.log.warn({ lane: this.name, event, subscriber, why: outcome.why }, 'delivery failed')
    }
    const told = this.#breaker.isJustClosed && outcome.kind === 'later' ? { after: SOON, ...outcome } : outcome
    this.#settlement.settle(
      delivery,
      resultOf(delivery, told, this.#channel, { ...this.#context, random }, batch),
      attempt && { ...attempt, outcome: outcome.kind },
    )
  }

  async #sendBatch(channel: BatchChannel, deliveries: readonly ClaimedDelivery[]): Promise<void> {
    this.#requests += 1
    await this.#sendFrozen(channel, deliveries).finally(() => (this.#requests -= 1))
  }

  async #sendFrozen(channel: BatchChannel, deliveries: readonly ClaimedDelivery[]): Promise<void> {
    const { members, compose } = composed(channel, deliveries, (one, error) =>
      this.#settle(one, this.#internalError(one, error)),
    )
    if (members.length === 0) return
    const isRetry = Boolean(members[0]?.row.batch_id)
    const batch = await loadOrCreateBatch(this.#context, members, compose)
    if (!(await this.#mayStillSend(members))) return
    const answer = await channel.send(batch.id, batch.messages, this.#stop.sending)
    if (this.#stop.sending.aborted && answer.kind === 'later') return
    if (answer.pause) this.#breaker.pause(answer.pause)
    else if (answer.kind === 'settled') this.#succeeded()
    else if (answer.batch !== 'split') this.#breaker.failed(answer.why)
    if (answer.kind === 'settled') for (const one of members) this.#settle(one, outcomeOf(one, batch, answer.outcomes))
    else if (answer.batch === 'split') await this.#split(members, batch, answer.why)
    // A refusal now says nothing of an earlier attempt, whose answer may have been lost.
    else this.#putOff(members, answer, isRetry ? 'retry-same' : answer.batch)
    // What follows in order waits for this to be written.
    await this.#settlement.flush()
    this.#empty = false
  }

  /** All for equally long: what is due together is claimed together. */
  #putOff(
    members: readonly ClaimedDelivery[],
    answer: { why: string; after?: number },
    batch: Settling['batch'],
  ): void {
    const jitter = this.#context.random()
    for (const one of members) this.#settle(one, { ...answer, kind: 'later' }, { batch, random: () => jitter })
  }

  async #split(members: readonly ClaimedDelivery[], batch: FrozenBatch, why: string): Promise<void> {
    this.#context.log.error({ lane: this.name, why }, 'batch rejected as a whole; splitting it')
    await splitBatch(this.#context, batch, members)
    this.#settlement.drop(members)
  }
}
