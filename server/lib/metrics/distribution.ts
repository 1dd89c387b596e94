/** How a duration is spread, as Prometheus counts it: `counts[i]` lasted at most `buckets[i]` seconds. */
export interface Distribution {
  labels: Readonly<Record<string, string>>
  buckets: readonly number[]
  counts: readonly number[]
  sum: number
  count: number
}

type Labels = Distribution['labels']

/** Counts durations by their labels since the process began; plain values, since they cross over between threads. */
export class Durations {
  readonly #buckets: readonly number[]
  readonly #spread = new Map<string, { labels: Labels; counts: number[]; sum: number; count: number }>()

  /** `buckets`: upper bounds in seconds, rising. */
  constructor(buckets: readonly number[]) {
    this.#buckets = buckets
  }

  /** Clocks differ: what seems to have ended before it began took no time. */
  add(labels: Labels, ms: number): void {
    const name = JSON.stringify(labels)
    const spread = this.#spread.get(name) ?? { labels, counts: this.#buckets.map(() => 0), sum: 0, count: 0 }
    this.#spread.set(name, spread)
    const seconds = Math.max(0, ms) / 1000
    spread.sum += seconds
    spread.count += 1
    for (const [index, most] of this.#buckets.entries())
      if (seconds <= most) spread.counts[index] = (spread.counts[index] ?? 0) + 1
  }

  distributions(): Distribution[] {
    return [...this.#spread.values()].map((spread) => ({
      ...spread,
      counts: [...spread.counts],
      buckets: this.#buckets,
    }))
  }
}
