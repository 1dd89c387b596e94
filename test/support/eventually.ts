import { setTimeout as wait } from 'node:timers/promises'

/** Asks again and again until the answer is something, for what another process does in its own time. */
export async function eventually<T>(ask: () => Promise<T | undefined> | T | undefined, patience = 60_000): Promise<T> {
  const giveUp = performance.now() + patience
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (performance.now() > giveUp) throw new Error(`nothing happened within ${patience} ms`)
    await wait(20)
  }
}
