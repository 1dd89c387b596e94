import type { KyselyPlugin } from 'kysely'
import type { Db } from '../../db/schema/index.ts'

/** What somebody who dies throws. */
export class Death extends Error {}

/**
 * The same database for somebody who dies at one step: before its first query, after it, before the second, and so on,
 * counted from 1.
 */
export function dyingAt(db: Db, step: number): Db {
  let steps = 0
  const next = <T>(value: T): T => {
    steps += 1
    if (steps === step) throw new Death(`at step ${step}`)
    return value
  }
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => next(node),
    transformResult: async ({ result }) => next(result),
  }
  return db.withPlugin(plugin)
}

/**
 * Lets `work` die at every step in turn, until it comes to its end. After each death `look` must see what it saw before.
 * Returns how many deaths there were.
 */
export async function dieEverywhere(
  db: Db,
  work: (db: Db) => Promise<unknown>,
  look: () => Promise<unknown>,
): Promise<number> {
  const before = JSON.stringify(await look())
  for (let step = 1; ; step++) {
    try {
      await work(dyingAt(db, step))
      return step - 1
    } catch (error) {
      if (!(error instanceof Death)) throw error
      const after = JSON.stringify(await look())
      if (after !== before) throw new Error(`half saved by who died at step ${step}: ${before} became ${after}`)
    }
  }
}
