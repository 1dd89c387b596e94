import type { ClaimedRow } from '../../db/delivery/claims.ts'
import { type DeliveryResult, releaseLeases, renewLeases } from '../../db/delivery/deliveries.ts'
import { createTrouble, type Trouble } from '../lib/log/trouble.ts'
import type { ClaimedDelivery } from './claim.ts'
import type { DispatchContext } from './context.ts'
import { keyOf, ownerOf } from './frozen-batch.ts'
import { MessageCounts } from './message-counts.ts'
import { type Settled, type SettledAttempt, writeResults } from './settling/write-results.ts'
import { LEASE, type Mark } from './time.ts'

/** Results are written together: those of so many milliseconds, or so many of them. */
const COLLECT_FOR = 40
const COLLECT_AT_MOST = 250
const RETRY_AFTER = 1000

interface Held {
  delivery: ClaimedDelivery
  /** From here on the lease was surely ours. */
  mark: Mark
}

/** Whose lease is older was out of action meanwhile, and may have lost it. */
const FRESH = LEASE / 2

/** Holds what this dispatcher has claimed: writes results, and renews the leases of what is still in flight. */
export class Settlement {
  readonly counts = new MessageCounts()
  readonly #context: DispatchContext
  readonly #held = new Map<string, Held>()
  #unwritten: Settled[] = []
  #collecting: NodeJS.Timeout | undefined
  #renewing: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()
  #hasFailed = false
  readonly #writingTrouble: Trouble
  readonly #renewingTrouble: Trouble

  constructor(context: DispatchContext) {
    this.#context = context
    const { log } = context
    this.#writingTrouble = createTrouble(
      log,
      'delivery results are not written; retrying',
      'delivery results are written',
    )
    this.#renewingTrouble = createTrouble(log, 'leases are not renewed; retrying', 'leases are renewed', 'warn')
  }

  /** The tokens of all leases that are held. */
  get tokens(): string[] {
    return [...new Set(this.#rows().map((row) => row.lease_token))]
  }

  /**
   * Renews the leases of these from now on; `mark` was made before they were claimed. Returns those to be sent: not
   * what is under way here already, whose lease was lost and is ours again.
   */
  hold(deliveries: readonly ClaimedDelivery[], mark: Mark): ClaimedDelivery[] {
    const news = deliveries.filter((delivery) => {
      const known = this.#held.get(ownerOf(delivery))
      if (known) known.delivery.row.lease_token = delivery.row.lease_token
      else this.#held.set(ownerOf(delivery), { delivery, mark })
      return !known
    })
    if (this.#held.size > 0) this.#renewing ??= setInterval(() => this.#renew(), LEASE / 3).unref()
    return news
  }

  /**
   * Are these all still ours? It asks the database only if so much time has passed that another may have taken them:
   * the process, or the machine, was stopped.
   */
  async isOurs(deliveries: readonly ClaimedDelivery[]): Promise<boolean> {
    const { since } = this.#context.time
    const isStale = ({ mark }: Held) => since(mark) > FRESH
    const held = deliveries.map((delivery) => this.#held.get(ownerOf(delivery)))
    if (!held.some((each) => each && isStale(each))) return true
    return (await this.#renewRows(deliveries.map(({ row }) => row))) === deliveries.length
  }

  /** Takes the result of a delivery, to be written shortly. */
  settle(delivery: ClaimedDelivery, result: DeliveryResult, attempt?: SettledAttempt): void {
    this.#unwritten.push({ delivery, result, attempt })
    this.#collecting ??= setTimeout(() => this.#flushInBackground(), COLLECT_FOR)
    if (this.#unwritten.length === COLLECT_AT_MOST) this.#flushInBackground()
  }

  /** Forgets deliveries that were settled by other means, or whose leases are left to expire. */
  drop(deliveries: readonly ClaimedDelivery[]): void {
    for (const delivery of deliveries) {
      if (this.#held.get(ownerOf(delivery))?.delivery === delivery) this.#held.delete(ownerOf(delivery))
    }
  }

  /**
   * What was sent while its result could not be written looks unsent once its lease expires: nothing more is claimed
   * here before that is written. Rejects while it cannot be.
   */
  async catchUp(): Promise<void> {
    if (this.#hasFailed) await this.flush()
  }

  /** Resolves when every result so far is written; rejects when that failed. */
  flush(): Promise<void> {
    const write = () => this.#writeResults()
    this.#writing = this.#writing.then(write, write)
    return this.#writing
  }

  /** Writes the results and releases everything else; leases of what was sent and cannot be written are left to expire. */
  async close(): Promise<void> {
    await this.flush().catch(() => {})
    clearTimeout(this.#collecting)
    clearInterval(this.#renewing)
    this.drop(this.#unwritten.map(({ delivery }) => delivery))
    const rows = this.#rows()
    this.#held.clear()
    if (rows.length > 0) await this.#context.write((trx) => releaseLeases(trx, rows))
  }

  #flushInBackground(): void {
    this.flush().catch((error: unknown) => this.#writingTrouble.failed(error))
  }

  async #writeResults(): Promise<void> {
    clearTimeout(this.#collecting)
    this.#collecting = undefined
    const settled = this.#unwritten
    this.#unwritten = []
    if (settled.length === 0) return
    try {
      for (const { delivery, result } of await writeResults(this.#context, settled))
        this.counts.add(delivery, result, this.#context.clock())
      this.#hasFailed = false
      this.#writingTrouble.over()
      this.drop(settled.map(({ delivery }) => delivery))
    } catch (error) {
      this.#hasFailed = true
      // They were sent: forgetting that would send them again once the lease expires.
      this.#unwritten.unshift(...settled)
      this.#collecting ??= setTimeout(() => this.#flushInBackground(), RETRY_AFTER)
      throw error
    }
  }

  async #renew(): Promise<void> {
    const rows = this.#rows()
    if (rows.length === 0) {
      clearInterval(this.#renewing)
      this.#renewing = undefined
      return
    }
    await this.#renewRows(rows).then(
      () => this.#renewingTrouble.over(),
      (error: unknown) => this.#renewingTrouble.failed(error),
    )
  }

  /** Returns how many of them are ours. */
  async #renewRows(rows: readonly ClaimedRow[]): Promise<number> {
    const { write, time } = this.#context
    const mark = time.mark()
    const ours = await write((trx) => renewLeases(trx, rows, time.shared(LEASE)))
    for (const row of ours) {
      const held = this.#held.get(keyOf(row))
      if (held) held.mark = mark
    }
    return ours.length
  }

  #rows(): ClaimedRow[] {
    return [...this.#held.values()].map(({ delivery }) => delivery.row)
  }
}
