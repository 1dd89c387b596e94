import type { BatchChannel, Channel, Outcome, SingleChannel } from '../channels/channel.ts'
import { reasonOf } from '../channels/channel.ts'
import type { Instant } from '../domain/vocabulary.ts'
import { Gate } from './circuit-breaker.ts'
import type { Desk } from './context.ts'
import { endingIfLate, endingOf } from './ending.ts'
import { type Frozen, freezeOrThaw, halve, ownerOf } from './frozen-batch.ts'
import type { Settler } from './settlement.ts'
import { claimTasks, type Task } from './tasks.ts'

/** `claiming` stops first; `sending` breaks off what takes too long after that. */
export interface Stop {
  claiming: AbortSignal
  sending: AbortSignal
}

/** One way out, which no other waits for: it claims what is due, sends it, and hands the endings to the settler. */
export class Lane {
  readonly name: string
  readonly #channel: Channel
  readonly #desk: Desk
  readonly #settler: Settler
  readonly #stop: Stop
  readonly #gate: Gate
  #busy = 0
  /** Of a batch channel: requests under way, or about to be. */
  #requests = 0
  /** The last claim found nothing. */
  #dry = false
  #running: Promise<boolean> | undefined
  #changed = Promise.withResolvers<void>()

  constructor(name: string, channel: Channel, desk: Desk, settler: Settler, stop: Stop) {
    this.name = name
    this.#channel = channel
    this.#desk = desk
    this.#settler = settler
    this.#stop = stop
    this.#gate = new Gate(name, channel.kind === 'batch' ? channel.handful : 4, desk)
  }

  /** How many deliveries are under way. */
  get busy(): number {
    return this.#busy
  }

  /** Until when its other side is left alone, being in trouble; 0 when it is not. */
  get heldUntil(): Instant {
    return this.#gate.isOpen ? 0 : this.#gate.openAt
  }

  /** When it should be looked at again: held back, or at the rate of its other side; 0 when it may go on. */
  get againAt(): Instant {
    const room = this.#channel.room?.(this.#requests)
    return Math.max(this.heldUntil, room && room.requests <= 0 ? room.again : 0)
  }

  /** Sends what is due until nothing is left or nothing may go; answers whether anything went. */
  drain(): Promise<boolean> {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  /** There may be more to do. */
  nudge(): void {
    this.#dry = false
    this.#wake()
  }

  async #run(): Promise<boolean> {
    let worked = false
    this.#dry = false
    for (;;) {
      const limit = this.#allowance()
      if (limit > 0) {
        await this.#settler.catchUp()
        const tasks = await claimTasks(this.#desk, this.#channel, this.name, limit)
        this.#dry = tasks === null
        worked ||= !this.#dry
        this.#start(tasks ?? [])
      } else if (this.#busy > 0) {
        await this.#changed.promise
      } else {
        await this.#settler.flush()
        return worked
      }
    }
  }

  /** How many deliveries may be claimed now. Claiming by the handful costs far less than one by one. */
  #allowance(): number {
    if (this.#stop.claiming.aborted || this.#dry || !this.#gate.isOpen) return 0
    if (this.#channel.room && this.#channel.room(this.#requests).requests <= 0) return 0
    const most = this.#gate.most(this.#channel.capacity)
    const handful = Math.min(this.#channel.handful, most)
    return most - this.#busy >= handful ? handful : 0
  }

  #start(tasks: readonly Task[]): void {
    this.#settler.hold(tasks)
    const due = tasks.filter((task) => {
      const late = endingIfLate(task, this.#channel, this.#desk)
      if (late) this.#settler.end(task, late)
      return !late
    })
    const channel = this.#channel
    if (channel.kind === 'single') for (const task of due) this.#track([task], this.#sendOne(channel, task))
    else if (due.length > 0) this.#track(due, this.#sendBatch(channel, due))
  }

  async #track(tasks: readonly Task[], work: Promise<void>): Promise<void> {
    this.#busy += tasks.length
    try {
      await work
    } catch (error) {
      // Not the world's fault but the database's or our own: left alone, the lease runs out and somebody tries again.
      this.#desk.log.error({ err: error, lane: this.name }, 'a delivery broke off')
      this.#settler.drop(tasks)
    }
    this.#busy -= tasks.length
    this.#wake()
  }

  #wake(): void {
    this.#changed.resolve()
    this.#changed = Promise.withResolvers()
  }

  async #sendOne(channel: SingleChannel, task: Task): Promise<void> {
    const { outcome, pause } = await channel
      .send(task.errand, this.#stop.sending)
      .catch((error: unknown) => ({ outcome: this.#mishap(task, error), pause: undefined }))
    if (this.#stop.sending.aborted && outcome.kind === 'later') return
    if (pause) this.#gate.pause(pause)
    else if (outcome.kind === 'later') this.#gate.failed(outcome.why)
    else this.#gate.succeeded()
    this.#end(task, outcome)
  }

  /** A bug of ours about one message must not keep the others from being told. */
  #mishap(task: Task, error: unknown): Outcome {
    this.#desk.log.error({ err: error, event: task.row.event_id }, 'a message could not be made')
    return { kind: 'failed', why: `internal error: ${reasonOf(error)}` }
  }

  #end(task: Task, outcome: Outcome, batch?: 'keep' | 'thaw'): void {
    if (outcome.kind === 'failed') {
      const { event_id: event, subscriber_id: subscriber } = task.row
      this.#desk.log.warn({ lane: this.name, event, subscriber, why: outcome.why }, 'a delivery failed')
    }
    this.#settler.end(task, endingOf(task, outcome, this.#channel, this.#desk, batch))
  }

  async #sendBatch(channel: BatchChannel, tasks: readonly Task[]): Promise<void> {
    this.#requests += 1
    try {
      await this.#sendFrozen(channel, tasks)
    } finally {
      this.#requests -= 1
    }
  }

  async #sendFrozen(channel: BatchChannel, tasks: readonly Task[]): Promise<void> {
    const { members, make } = this.#compose(channel, tasks)
    if (members.length === 0) return
    const again = Boolean(members[0]?.row.batch_id)
    const frozen = await freezeOrThaw(this.#desk, members, make)
    const answer = await channel.send(frozen.id, frozen.messages, this.#stop.sending)
    if (this.#stop.sending.aborted && answer.kind === 'later') return
    if (answer.pause) this.#gate.pause(answer.pause)
    else if (answer.kind === 'settled') this.#gate.succeeded()
    else if (answer.batch !== 'halve') this.#gate.failed(answer.why)
    if (answer.kind === 'settled') this.#endBatch(members, frozen, answer.outcomes)
    else if (answer.batch === 'halve') await this.#halve(members, frozen, answer.why)
    // A refusal now says nothing of an earlier attempt, whose answer may have been lost.
    else for (const task of members) this.#end(task, { ...answer, kind: 'later' }, again ? 'keep' : answer.batch)
    // What follows in order waits for this to be written down.
    await this.#settler.flush()
    this.#dry = false
  }

  /** Whose messages go into a batch: all, if it is frozen already; otherwise those that can be written. */
  #compose(channel: BatchChannel, tasks: readonly Task[]) {
    if (tasks[0]?.row.batch_id) return { members: tasks, make: () => [] }
    const messages: unknown[] = []
    const members = tasks.filter((task) => {
      try {
        return messages.push(channel.compose(task.errand))
      } catch (error) {
        this.#end(task, this.#mishap(task, error))
        return false
      }
    })
    return { members, make: () => messages }
  }

  #endBatch(tasks: readonly Task[], { owners }: Frozen, outcomes: readonly Outcome[]): void {
    const places = new Map(owners.map((owner, place) => [owner, place]))
    for (const task of tasks) {
      const outcome = outcomes[places.get(ownerOf(task)) ?? -1]
      this.#end(task, outcome ?? { kind: 'failed', why: 'the provider said nothing about this message' })
    }
  }

  async #halve(tasks: readonly Task[], frozen: Frozen, why: string): Promise<void> {
    this.#desk.log.error({ lane: this.name, why }, 'a batch was refused as a whole; trying it in halves')
    await halve(this.#desk, frozen, tasks)
    this.#settler.drop(tasks)
  }
}
