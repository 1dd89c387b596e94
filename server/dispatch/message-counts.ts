import { failureKind } from '../channels/failure-kind.ts'
import { labelOf } from '../channels/kind.ts'
import type { Instant } from '../domain/vocabulary.ts'
import type { Measures, Sample } from '../lib/metrics/catalogue.ts'
import { Durations } from '../lib/metrics/distribution.ts'
import type { ClaimedDelivery } from './claim.ts'

const RESULTS = ['sent', 'failed'] as const
/** Seconds from a post to its first message. */
const BUCKETS = [0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 7200]
/** So many events are remembered as told, for each channel. */
const MOST = 1_000

/** What became of a delivery; `error` also where it is tried again. */
interface Result {
  state: string
  error: string | null
}

/** What this dispatcher has settled since it began: how many, which failures, and how soon the first of each event went out. */
export class MessageCounts {
  readonly #lanes = new Map<string, { channel: string } & Record<(typeof RESULTS)[number], number>>()
  readonly #failures = new Map<string, Sample>()
  readonly #told = new Map<string, Set<number>>()
  readonly #dwell = new Durations(BUCKETS)

  add({ kind, lane, job }: ClaimedDelivery, { state, error }: Result, now: Instant): void {
    const label = labelOf(kind, lane)
    const counts = this.#lanes.get(label) ?? { channel: kind.name, sent: 0, failed: 0 }
    this.#lanes.set(label, counts)
    for (const result of RESULTS) if (result === state) counts[result] += 1
    if (state === 'sent') this.#noteFirst(kind.name, job, now)
    else if (error !== null) this.#noteFailure(kind.name, error)
  }

  samples(): Sample[] {
    return [...this.#lanes].flatMap(([lane, { channel, ...counts }]) =>
      RESULTS.map((result) => ({ labels: { channel, lane, result }, value: counts[result] })),
    )
  }

  measures(): Measures {
    return {
      messages_total: this.samples(),
      messages_failures_total: [...this.#failures.values()].map((sample) => ({ ...sample })),
      messages_first_sent_seconds: this.#dwell.distributions(),
    }
  }

  #noteFirst(channel: string, { eventId, at }: ClaimedDelivery['job'], now: Instant): void {
    const told = this.#told.get(channel) ?? new Set()
    this.#told.set(channel, told)
    if (told.has(eventId)) return
    told.add(eventId)
    for (const oldest of told) {
      if (told.size <= MOST) break
      told.delete(oldest)
    }
    this.#dwell.add({ channel }, now - at)
  }

  #noteFailure(channel: string, error: string): void {
    const reason = failureKind(error.replace(/^gave up after \d+ attempts(: )?/, ''))
    const sample = this.#failures.get(`${channel} ${reason}`) ?? { labels: { channel, reason }, value: 0 }
    this.#failures.set(`${channel} ${reason}`, { ...sample, value: sample.value + 1 })
  }
}
