import { afterAll, afterEach, expect } from 'vitest'

// What a test prints unasked is a fault nobody has looked at: it fails the test.
const printed: string[] = []

for (const method of ['error', 'warn'] as const) {
  const print = console[method]
  console[method] = (...args: unknown[]) => {
    printed.push(args.map(String).join(' '))
    print(...args)
  }
}

const nothingPrinted = () => expect(printed.splice(0), 'printed to the console').toEqual([])
afterEach(nothingPrinted)
afterAll(nothingPrinted)
