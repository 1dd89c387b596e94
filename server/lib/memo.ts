/**
 * Remembers what was made for each key, for at most `limit` keys: beyond that the oldest is forgotten. For what costs
 * more to make than to keep, and is the same whenever it is made.
 */
export class Memo<K, V> {
  readonly #limit: number
  readonly #made = new Map<K, V>()

  constructor(limit: number) {
    this.#limit = limit
  }

  /** What was made for this key before; made now, if it never was. An error of `make` is thrown and not remembered. */
  get(key: K, make: () => V): V {
    const known = this.#made.get(key)
    if (known !== undefined || this.#made.has(key)) return known as V
    const made = make()
    if (this.#made.size >= this.#limit) this.#forgetOldest()
    this.#made.set(key, made)
    return made
  }

  #forgetOldest(): void {
    for (const key of this.#made.keys()) {
      this.#made.delete(key)
      return
    }
  }
}
