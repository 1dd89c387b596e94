import { type AttemptRow, gotThroughSince, keepAttempts } from '../../db/delivery/attempts.ts'
import { deleteUnusedBatches } from '../../db/delivery/batches.ts'
import type { ClaimedRow } from '../../db/delivery/claims.ts'
import { type DeliveryResult, releaseLeases, renewLeases, settleDeliveries } from '../../db/delivery/deliveries.ts'
import type { Trx } from '../../db/schema/index.ts'
import { noteHeardOf, switchOff } from '../../db/subscription/subscribers.ts'
import { tellOwner } from '../../db/subscription/tell-owner.ts'
import { takeWriterLock } from '../../db/writer-lock.ts'
import type { Attempt, Outcome } from '../channels/channel.ts'
import type { ChannelKind } from '../channels/kind.ts'
import { OWNERS_WAY } from '../channels/kinds.ts'
import { DAY, type Instant } from '../domain/vocabulary.ts'
import { newId } from '../lib/ids.ts'
import { createTrouble, type Trouble } from '../lib/log/trouble.ts'
import type { ClaimedDelivery } from './claim.ts'
import type { DispatchContext } from './context.ts'
import { keyOf, ownerOf } from './frozen-batch.ts'
import { MessageCounts } from './message-counts.ts'
import { LEASE, type Mark } from './time.ts'

interface Settled {
  delivery: ClaimedDelivery
  result: DeliveryResult
  attempt: SettledAttempt | undefined
}

/** What an attempt came to, of a channel whose attempts are kept. */
type SettledAttempt = Attempt & { outcome: Outcome['kind'] }

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
        this.counts.add(delivery, result.state)
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

/** Returns what was written: not what was claimed by somebody else meanwhile. */
async function writeResults({ write, clock, log }: DispatchContext, settled: readonly Settled[]): Promise<Settled[]> {
  const now = clock()
  const results = settled.map(({ delivery, result }) => ({ ...result, lease_token: delivery.row.lease_token }))
  // Before any row is locked: whoever else holds it may wait for one.
  const mayTell = settled.some(({ delivery, result }) => result.gone && delivery.kind.confirms === 'by-owner')
  return write(async (trx) => {
    if (mayTell) await takeWriterLock(trx)
    const written = await settleDeliveries(trx, results, now)
    const ours = new Set(written.map(keyOf))
    const counted = settled.filter(({ result }) => ours.has(keyOf(result)))
    await keepAttempts(trx, counted.flatMap(attemptOf))
    for (const { delivery, result } of counted) await endIfGone(trx, delivery.kind, result, now)
    const left = settled.flatMap(({ delivery, result }) => (result.batch_id ? [] : (delivery.row.batch_id ?? [])))
    await deleteUnusedBatches(trx, [...new Set(left)])
    await noteAlive(trx, settled, now)
    const lost = results.length - ours.size
    if (lost > 0) log.warn({ lost }, 'leases expired before their results were written')
    return counted
  })
}

function attemptOf({ delivery, attempt }: Settled): AttemptRow[] {
  if (!attempt) return []
  const { row, job } = delivery
  const of = { subscriber_id: row.subscriber_id, event_id: row.event_id, at: job.claimedAt }
  return [{ id: newId(), ...of, ...attempt }]
}

/** Switches off whom a dead address belongs to; its owner, if it has one, is told. */
async function endIfGone(
  trx: Trx,
  kind: ChannelKind,
  { subscriber_id: id, gone, tried_at: since }: DeliveryResult,
  now: Instant,
): Promise<void> {
  if (!gone || (gone.unlessSince !== undefined && (await gotThroughSince(trx, id, gone.unlessSince)))) return
  const off = await switchOff(trx, { id, ...gone }, now)
  if (!off) return
  const via = { title: kind.title, address: kind.mask(off.address) }
  await tellOwner(trx, off, { what: 'off', via, why: gone.why, ...(since !== null && { since }) }, OWNERS_WAY, now)
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
