import { hashOf } from '../../../lib/secret/secrets.ts'
import type { ChannelTally, ToldEvent, Troubles } from '../../../queries/desk/deliveries.ts'
import { readTally, readTroubles } from '../../../queries/desk/deliveries.ts'
import type { AppDeps } from '../../deps.ts'

/** What counts quickly is counted anew for everybody; milliseconds. */
const QUICK = 5
/** So many times as long as it took to count, the counts are good: they cost a twentieth of the time at most. */
const WORTH = 20
/** Beyond so many events the oldest counts are forgotten. */
const KEPT = 200

type Kept<T> = { at: number; took: number; value: T }

/** Counts of large events are read once for all who look, however often they look. */
export class Tallies {
  readonly #db: AppDeps['db']
  readonly #tallies = new Map<number, Kept<ChannelTally[]>>()
  readonly #troubles = new Map<number, Kept<Troubles>>()

  constructor(db: AppDeps['db']) {
    this.#db = db
  }

  /** With how long it took. */
  async tally(event: ToldEvent): Promise<ChannelTally[]> {
    return kept(this.#tallies, event.id, () => readTally(this.#db, event, { isTimed: true }))
  }

  async troubles({ id }: Pick<ToldEvent, 'id'>): Promise<Troubles> {
    return kept(this.#troubles, id, () => readTroubles(this.#db, id))
  }

  /** Something was done to its deliveries here. */
  forget(id: number): void {
    this.#tallies.delete(id)
    this.#troubles.delete(id)
  }
}

/** Is otherwise whenever the counts are. */
export function markOf({ isExpanding }: ToldEvent, tally: readonly ChannelTally[]): string {
  return hashOf(JSON.stringify([isExpanding, tally])).slice(0, 16)
}

async function kept<T>(values: Map<number, Kept<T>>, id: number, read: () => Promise<T>): Promise<T> {
  const known = values.get(id)
  const began = performance.now()
  if (known && known.took > QUICK && began - known.at < known.took * WORTH) return known.value
  const value = await read()
  const at = performance.now()
  values.delete(id)
  values.set(id, { at, took: at - began, value })
  const [oldest] = values.keys()
  if (values.size > KEPT && oldest !== undefined) values.delete(oldest)
  return value
}
