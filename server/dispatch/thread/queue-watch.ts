import { setTimeout as wait } from 'node:timers/promises'
import { holdOf, lanesOfOthers } from '../../../db/delivery/lanes.ts'
import {
  countWaiting,
  type LaneCounts,
  nextInTurn,
  nextToExpand,
  retryingBriefly,
} from '../../../db/delivery/waiting.ts'
import { failureKind, TELLING } from '../../channels/failure-kind.ts'
import { type ChannelKind, channelOfLane, labelOf } from '../../channels/kind.ts'
import { kindNamed } from '../../channels/kinds.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import type { Measures, Sample } from '../../lib/metrics/catalogue.ts'
import { patienceOf } from '../backoff.ts'
import type { DispatchContext } from '../context.ts'
import { Census } from './census.ts'

/** What waits to be told, as operators see it. */
export interface QueueReport {
  /** What should go out and does not, in words. */
  problems: string[]
  measures: Measures
}

export const EMPTY_QUEUE: QueueReport = {
  problems: [],
  measures: {},
}

/** Milliseconds from one look to the next; a long queue is looked at less often. */
const EVERY = 5_000
const SHARE = 50
/** What could go out, and for so long nobody takes it. */
const STALLED = 20_000

interface QueueWatchOptions extends Pick<DispatchContext, 'db' | 'clock' | 'holder'> {
  kinds: readonly ChannelKind[]
  /** Lanes whose other side is failing, or asked us to wait. */
  heldBack(): readonly string[]
}

/** Looks at the queue as nobody's worker: it also sees what every dispatcher passes over. */
export function watchQueue(options: QueueWatchOptions): { report(): QueueReport; stop(): Promise<void> } {
  const ended = new AbortController()
  const watch = new QueueWatch(options)
  let report = EMPTY_QUEUE
  const loop = async () => {
    while (!ended.signal.aborted) {
      const began = performance.now()
      report = await watch.look(began).catch(() => report)
      const pause = Math.max(EVERY, (performance.now() - began) * SHARE)
      await wait(pause, undefined, { signal: ended.signal }).catch(() => {})
    }
  }
  const looking = loop()
  return {
    report: () => report,
    stop: () => {
      ended.abort()
      return looking
    },
  }
}

/** The name of the head of what is to be queued; lanes have other names. */
const EVENT = ''

/** What should go out next, and what shows whether anything does. */
interface Head {
  name: string
  text: string
  dueAt: Instant
  /** Changes when something goes out, and so many are left. */
  mark: string
  left: number
  /** Somebody is at it, or has a reason not to be. */
  isMoving: boolean
}

/** Compares what it sees with what it saw. */
export class QueueWatch {
  readonly #options: QueueWatchOptions
  #before = new Map<string, Head & { since: number }>()
  readonly #lanes = new Set<string>()
  readonly #census: Census

  constructor(options: QueueWatchOptions) {
    this.#options = options
    this.#census = new Census(options)
  }

  /** `elapsed`: milliseconds of a clock that is never set. */
  async look(elapsed: number): Promise<QueueReport> {
    const { db, clock } = this.#options
    const now = clock()
    const lanes = await countWaiting(db, now)
    const heads = [...(await this.#nextEvent()), ...(await this.#nextDeliveries(lanes, now))]
    const seen = new Map(heads.map((head) => [head.name, { ...head, since: this.#since(head, elapsed) }]))
    this.#before = seen
    return {
      problems: [...seen.values()]
        .filter(({ since }) => elapsed - since >= STALLED)
        .map(({ text, since }) => `${text}, and none has gone out for ${Math.round((elapsed - since) / 1000)} s`),
      measures: {
        ...this.#measuresOf(lanes, heads, now),
        ...(await this.#census.measures(elapsed)),
        messages_retrying: await this.#retrying(),
      },
    }
  }

  /** By kind: the other side's texts would be as many labels as messages, and name mailboxes. */
  async #retrying(): Promise<Sample[]> {
    const samples = new Map<string, Sample>()
    for (const { channel, reason: text, count } of await retryingBriefly(this.#options.db, TELLING)) {
      const reason = failureKind(text)
      const name = `${channel} ${reason}`
      samples.set(name, { labels: { channel, reason }, value: count + (samples.get(name)?.value ?? 0) })
    }
    return [...samples.values()]
  }

  /** A lane that was seen once is there with zeros when nothing waits in it. */
  #measuresOf(lanes: readonly LaneCounts[], heads: readonly Head[], now: Instant): Measures {
    const seconds = (since: Instant = now) => Math.max(0, Math.round((now - since) / 1000))
    const label = (lane: string) => labelOf(kindNamed(this.#options.kinds, channelOfLane(lane)), lane)
    for (const { lane } of lanes) this.#lanes.add(label(lane))
    const each = (measured: (lane: string) => number) =>
      [...this.#lanes].map((lane) => ({ labels: { channel: channelOfLane(lane), lane }, value: measured(lane) }))
    const counts = Map.groupBy(lanes, ({ lane }) => label(lane))
    const next = Map.groupBy(heads, ({ name }) => label(name))
    const oldest = (instants: readonly Instant[] = []) => (instants.length > 0 ? Math.min(...instants) : undefined)
    return {
      messages_waiting: each((lane) => (counts.get(lane) ?? []).reduce((sum, { waiting }) => sum + waiting, 0)),
      messages_oldest_seconds: each((lane) => seconds(oldest(counts.get(lane)?.map(({ since }) => since)))),
      messages_oldest_due_seconds: each((lane) => seconds(oldest(next.get(lane)?.map(({ dueAt }) => dueAt)))),
      dispatcher_oldest_event_seconds: seconds(next.get(EVENT)?.[0]?.dueAt),
    }
  }

  /** Since when nothing has gone out. */
  #since({ name, mark, left, isMoving }: Head, elapsed: number): number {
    const before = this.#before.get(name)
    const isSame = before?.mark === mark && left >= before.left && !isMoving
    return isSame ? before.since : elapsed
  }

  async #nextEvent(): Promise<Head[]> {
    const next = await nextToExpand(this.#options.db)
    if (!next) return []
    const { event, at, cursor } = next
    const text = `the messages of event ${event} are not queued yet`
    return [{ name: EVENT, text, dueAt: at, mark: `${event} ${cursor}`, left: 0, isMoving: false }]
  }

  async #nextDeliveries(lanes: Awaited<ReturnType<typeof countWaiting>>, now: Instant): Promise<Head[]> {
    const { db, kinds, holder, heldBack } = this.#options
    // One dispatcher at a time keeps to a provider's rate.
    const [held, others] = [heldBack(), await lanesOfOthers(db, holder, now)]
    const heads: Head[] = []
    for (const { lane, waiting, underWay } of lanes) {
      const kind = kindNamed(kinds, channelOfLane(lane))
      const turn = { lane, order: kind?.order ?? 'every', patience: patienceOf(kind?.retries), now }
      const next = await nextInTurn(db, turn)
      if (!next) continue
      const isHeld = held.includes(lane) || others.includes(holdOf(lane))
      heads.push({
        ...{ name: lane, text: `${lane}: ${waiting} messages wait`, dueAt: next.dueAt },
        ...{ mark: `${next.event}`, left: waiting, isMoving: underWay > 0 || isHeld },
      })
    }
    return heads
  }
}
