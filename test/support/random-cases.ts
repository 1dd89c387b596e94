import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** How much of the usual number of random cases this run tries. */
    randomCases: number
  }
}

/** How many random cases a property is tried with: `usual` ones in the whole run, fewer in the fast, more in the long. */
export function randomCases(usual: number): { numRuns: number } {
  return { numRuns: Math.ceil(usual * inject('randomCases')) }
}
