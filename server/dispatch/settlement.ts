import { deleteUnusedBatches } from '../../db/delivery/batches.ts'
import { releaseLeases, renewLeases, type Settlement, settleDeliveries } from '../../db/delivery/deliveries.ts'
import type { Trx } from '../../db/schema/index.ts'
import { noteHeardOf } from '../../db/subscription/subscribers.ts'
import { DAY, type Instant } from '../domain/vocabulary.ts'
import type { Desk } from './context.ts'
import { LEASE, type Task } from './tasks.ts'

/** How a task ends. `gone`: its address is dead, and why. */
export interface Ending extends Settlement {
  gone: { address: string; why: string } | null
}

interface Ended {
  task: Task
  ending: Ending
}

/** Endings are written together: those of so many milliseconds, or so many of them. */
const GATHER = 40
const ENOUGH = 250
const AGAIN = 1000

/** Holds what this dispatcher has claimed: writes endings down, and renews the leases of what is still under way. */
export class Settler {
  readonly #desk: Desk
  readonly #held = new Set<Task>()
  #ended: Ended[] = []
  #gathering: NodeJS.Timeout | undefined
  #renewing: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()
  #behind = false

  constructor(desk: Desk) {
    this.#desk = desk
  }

  /** From now on these are kept from running out. */
  hold(tasks: readonly Task[]): void {
    for (const task of tasks) this.#held.add(task)
    if (this.#held.size > 0) this.#renewing ??= setInterval(() => this.#renew(), LEASE / 3).unref()
  }

  /** This one is over; it will be written down shortly. */
  end(task: Task, ending: Ending): void {
    this.#ended.push({ task, ending })
    this.#gathering ??= setTimeout(() => this.#flushQuietly(), GATHER)
    if (this.#ended.length === ENOUGH) this.#flushQuietly()
  }

  /** Forgets tasks that were settled by other means, or are left to run out. */
  drop(tasks: readonly Task[]): void {
    for (const task of tasks) this.#held.delete(task)
  }

  /**
   * What was sent and could not be written down looks as if it were still to be sent once its lease is over: nobody here
   * claims anything before that is made good. Rejects while it cannot be.
   */
  async catchUp(): Promise<void> {
    if (this.#behind) await this.flush()
  }

  /** Resolves when everything that ended so far is written down; rejects when it could not be. */
  flush(): Promise<void> {
    const write = () => this.#writeDown()
    this.#writing = this.#writing.then(write, write)
    return this.#writing
  }

  /** Writes what ended, and gives everything else back; what ended and cannot be written is left to run out. */
  async close(): Promise<void> {
    await this.flush().catch(() => {})
    clearTimeout(this.#gathering)
    clearInterval(this.#renewing)
    this.drop(this.#ended.map(({ task }) => task))
    const rows = [...this.#held].map((task) => task.row)
    this.#held.clear()
    if (rows.length > 0) await this.#desk.write((trx) => releaseLeases(trx, rows))
  }

  #flushQuietly(): void {
    this.flush().catch((error: unknown) =>
      this.#desk.log.error({ err: error }, 'what was sent could not be written down; trying again'),
    )
  }

  async #writeDown(): Promise<void> {
    clearTimeout(this.#gathering)
    this.#gathering = undefined
    const ended = this.#ended
    this.#ended = []
    if (ended.length === 0) return
    try {
      await settle(this.#desk, ended)
      this.#behind = false
      this.drop(ended.map(({ task }) => task))
    } catch (error) {
      this.#behind = true
      // They were sent: forgetting that would send them again once the lease is over.
      this.#ended.unshift(...ended)
      this.#gathering ??= setTimeout(() => this.#flushQuietly(), AGAIN)
      throw error
    }
  }

  async #renew(): Promise<void> {
    const rows = [...this.#held].map((task) => task.row)
    if (rows.length === 0) {
      clearInterval(this.#renewing)
      this.#renewing = undefined
      return
    }
    const { write, clock, log } = this.#desk
    const until = clock() + LEASE
    await write((trx) => renewLeases(trx, rows, until)).catch((error: unknown) =>
      log.warn({ err: error }, 'leases could not be renewed'),
    )
  }
}

async function settle({ write, clock, log }: Desk, ended: readonly Ended[]): Promise<void> {
  const now = clock()
  const endings = ended.map(({ ending }) => ending)
  await write(async (trx) => {
    const settled = await settleDeliveries(trx, endings, now)
    const ours = new Set(settled.map((key) => `${key.event_id} ${key.subscriber_id}`))
    for (const ending of endings) {
      if (ending.gone && ours.has(`${ending.event_id} ${ending.subscriber_id}`)) await switchOff(trx, ending, now)
    }
    const batches = ended.flatMap(({ task, ending }) => (ending.batch_id ? [] : (task.row.batch_id ?? [])))
    await deleteUnusedBatches(trx, [...new Set(batches)])
    await noteBrowsers(trx, ended, now)
    const lost = endings.length - ours.size
    if (lost > 0) log.warn({ lost }, 'leases were lost before their endings were written down')
  })
}

const NOTE_AGAIN = 30 * DAY

/** A push service that takes a message says that the browser's subscription lives: it is not forgotten for long silence. */
async function noteBrowsers(trx: Trx, ended: readonly Ended[], now: Instant): Promise<void> {
  const taken = ended.filter(({ task, ending }) => ending.state === 'sent' && task.errand.receiver.keys !== null)
  const ids = taken.map(({ ending }) => ending.subscriber_id)
  if (ids.length > 0) await noteHeardOf(trx, ids, now - NOTE_AGAIN, now)
}

/** Only while the address is the one that was tried: a browser may have given a new one meanwhile. */
async function switchOff(trx: Trx, { subscriber_id, gone }: Ending, now: Instant): Promise<void> {
  if (!gone) return
  await trx
    .updateTable('subscribers')
    .set({ state: 'off', off_reason: gone.why, updated_at: now })
    .where('id', '=', subscriber_id)
    .where('address', '=', gone.address)
    .where('state', '<>', 'off')
    .execute()
}
