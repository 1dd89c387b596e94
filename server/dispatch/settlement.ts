import { deleteUnusedBatches } from '../../db/delivery/batches.ts'
import { type DeliveryResult, releaseLeases, renewLeases, settleDeliveries } from '../../db/delivery/deliveries.ts'
import type { Trx } from '../../db/schema/index.ts'
import { noteHeardOf, switchOff } from '../../db/subscription/subscribers.ts'
import { DAY, type Instant } from '../domain/vocabulary.ts'
import { type ClaimedDelivery, LEASE } from './claim.ts'
import type { DispatchContext } from './context.ts'

interface Settled {
  delivery: ClaimedDelivery
  result: DeliveryResult
}

/** Results are written together: those of so many milliseconds, or so many of them. */
const COLLECT_FOR = 40
const COLLECT_AT_MOST = 250
const RETRY_AFTER = 1000

/** Holds what this dispatcher has claimed: writes results, and renews the leases of what is still in flight. */
export class Settlement {
  readonly #context: DispatchContext
  readonly #held = new Set<ClaimedDelivery>()
  #unwritten: Settled[] = []
  #collecting: NodeJS.Timeout | undefined
  #renewing: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()
  #hasFailed = false

  constructor(context: DispatchContext) {
    this.#context = context
  }

  /** Renews the leases of these from now on. */
  hold(deliveries: readonly ClaimedDelivery[]): void {
    for (const delivery of deliveries) this.#held.add(delivery)
    if (this.#held.size > 0) this.#renewing ??= setInterval(() => this.#renew(), LEASE / 3).unref()
  }

  /** Takes the result of a delivery, to be written shortly. */
  settle(delivery: ClaimedDelivery, result: DeliveryResult): void {
    this.#unwritten.push({ delivery, result })
    this.#collecting ??= setTimeout(() => this.#flushInBackground(), COLLECT_FOR)
    if (this.#unwritten.length === COLLECT_AT_MOST) this.#flushInBackground()
  }

  /** Forgets deliveries that were settled by other means, or whose leases are left to expire. */
  drop(deliveries: readonly ClaimedDelivery[]): void {
    for (const delivery of deliveries) this.#held.delete(delivery)
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
    const rows = [...this.#held].map(({ row }) => row)
    this.#held.clear()
    if (rows.length > 0) await this.#context.write((trx) => releaseLeases(trx, rows))
  }

  #flushInBackground(): void {
    this.flush().catch((error: unknown) =>
      this.#context.log.error({ err: error }, 'delivery results could not be written; retrying'),
    )
  }

  async #writeResults(): Promise<void> {
    clearTimeout(this.#collecting)
    this.#collecting = undefined
    const settled = this.#unwritten
    this.#unwritten = []
    if (settled.length === 0) return
    try {
      await writeResults(this.#context, settled)
      this.#hasFailed = false
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
    const rows = [...this.#held].map(({ row }) => row)
    if (rows.length === 0) {
      clearInterval(this.#renewing)
      this.#renewing = undefined
      return
    }
    const { write, clock, log } = this.#context
    const until = clock() + LEASE
    await write((trx) => renewLeases(trx, rows, until)).catch((error: unknown) =>
      log.warn({ err: error }, 'leases could not be renewed'),
    )
  }
}

async function writeResults({ write, clock, log }: DispatchContext, settled: readonly Settled[]): Promise<void> {
  const now = clock()
  const results = settled.map(({ result }) => result)
  await write(async (trx) => {
    const written = await settleDeliveries(trx, results, now)
    const ours = new Set(written.map((key) => `${key.event_id} ${key.subscriber_id}`))
    for (const { event_id, subscriber_id: id, gone } of results) {
      if (gone && ours.has(`${event_id} ${id}`)) await switchOff(trx, { id, ...gone }, now)
    }
    const left = settled.flatMap(({ delivery, result }) => (result.batch_id ? [] : (delivery.row.batch_id ?? [])))
    await deleteUnusedBatches(trx, [...new Set(left)])
    await noteAlive(trx, settled, now)
    const lost = results.length - ours.size
    if (lost > 0) log.warn({ lost }, 'leases expired before their results were written')
  })
}

const NOTE_AGAIN = 30 * DAY

/** Whoever accepts a message says that the address lives: it is not forgotten for silence. */
async function noteAlive(trx: Trx, settled: readonly Settled[], now: Instant): Promise<void> {
  const alive = settled.filter(
    ({ delivery, result }) => result.state === 'sent' && delivery.kind.forgetsAddress.keeps === 'nothing',
  )
  const ids = alive.map(({ result }) => result.subscriber_id)
  if (ids.length > 0) await noteHeardOf(trx, ids, now - NOTE_AGAIN, now)
}
