import { countOpen } from '../../../db/incident/incidents.ts'
import type { Db } from '../../../db/schema/index.ts'
import { countActive } from '../../../db/subscription/count.ts'
import type { ChannelKind } from '../../channels/kind.ts'
import { PRIORITIES } from '../../domain/vocabulary.ts'
import type { Measures } from '../../lib/metrics/catalogue.ts'

/** Counting takes at most a thousandth of the time: with a million subscribers it is done every few minutes. */
const SHARE = 1_000

/** Counts what the database holds, for operators. */
export class Census {
  readonly #db: Db
  readonly #kinds: readonly ChannelKind[]
  #subscribers: Measures['subscribers'] = []
  #againAt = 0

  constructor({ db, kinds }: { db: Db; kinds: readonly ChannelKind[] }) {
    this.#db = db
    this.#kinds = kinds
  }

  /** `elapsed`: milliseconds of a clock that is never set. */
  async measures(elapsed: number): Promise<Measures> {
    const open = new Map((await countOpen(this.#db)).map(({ priority, count }) => [priority, count]))
    if (elapsed >= this.#againAt) await this.#count(elapsed)
    return {
      incidents_open: PRIORITIES.map((priority) => ({ labels: { priority }, value: open.get(priority) ?? 0 })),
      subscribers: this.#subscribers,
    }
  }

  async #count(elapsed: number): Promise<void> {
    const began = performance.now()
    const active = new Map((await countActive(this.#db)).map(({ channel, count }) => [channel, count]))
    this.#subscribers = this.#kinds.map(({ name }) => ({ labels: { channel: name }, value: active.get(name) ?? 0 }))
    this.#againAt = elapsed + (performance.now() - began) * SHARE
  }
}
