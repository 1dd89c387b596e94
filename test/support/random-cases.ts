import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** How much of the usual number of random cases this run tries. */
    randomCases: number
  }
}

/** How many random cases a property is tried with: a fifth of the `usual` ones, and four times as many in the long run. */
export function randomCases(usual: number): { numRuns: number } {
  return { numRuns: Math.ceil(usual * inject('randomCases')) }
}
