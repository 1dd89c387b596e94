import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { GENERATED } from '../support/docs/generated.ts'

test.each(Object.entries(GENERATED))('%s is what the code says (npm run docs)', async (file, make) => {
  expect(readFileSync(file, 'utf8')).toBe(await make())
})
