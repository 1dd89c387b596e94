/**
 * Things in an order of which some were given a place, counted from 1: those stand there, all others keep their order. A
 * place beyond the last is the last; of two with the same place the one that stood first goes before.
 */
export function placed<T>(all: readonly T[], places: ReadonlyMap<T, number>): T[] {
  const order = all.filter((one) => !places.has(one))
  const given = all.filter((one) => places.has(one)).reverse()
  for (const one of given.sort((a, b) => placeOf(a) - placeOf(b))) order.splice(placeOf(one) - 1, 0, one)
  return order

  function placeOf(one: T): number {
    return places.get(one) ?? 1
  }
}

/** The same with one of them moved past its neighbour: -1 up, 1 down. What is first or last already stays. */
export function moved<T>(all: readonly T[], one: T, by: -1 | 1): T[] {
  const from = all.indexOf(one)
  const to = from + by
  if (from === -1 || to < 0 || to >= all.length) return [...all]
  return all.with(from, all[to] as T).with(to, one)
}
