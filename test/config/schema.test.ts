import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { planFileSchema } from '../../server/config/plan-file.ts'

test('the published JSON Schema is that of the configuration file', () => {
  expect(JSON.parse(readFileSync('public/config.schema.json', 'utf8'))).toEqual(planFileSchema())
})
