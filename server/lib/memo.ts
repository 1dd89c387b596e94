/**
 * A cache for at most `limit` keys; beyond that the oldest is dropped. For values that are expensive to make and always
 * the same for a key.
 */
export class Memo<K, V> {
  readonly #limit: number
  readonly #made = new Map<K, V>()

  constructor(limit: number) {
    this.#limit = limit
  }

  /** The cached value of a key, made now if there is none. An error of `make` is thrown and not cached. */
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
