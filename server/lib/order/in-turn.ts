/** Does one piece of work after the other, in the order in which they were asked for; one that fails holds up none. */
export function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>) => {
    const mine = last.then(work)
    last = mine.catch(() => {})
    return mine
  }
}
