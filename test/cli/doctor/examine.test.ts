import { expect, test } from 'vitest'
import { examine } from '../../../server/cli/doctor/examine.ts'

test('a check that throws, or never ends, is a finding of its own and hides no other', async () => {
  const findings = await examine(
    [
      { part: 'one', look: () => Promise.reject(new Error('the disk is on fire')) },
      { part: 'two', look: () => new Promise(() => {}) },
      { part: 'three', look: async () => [{ level: 'ok', text: 'three: fine' }] },
    ],
    20,
  )
  expect(findings.map(({ level, text }) => `${level} ${text}`)).toEqual([
    'fail one: could not be examined: Error: the disk is on fire',
    'fail two: could not be examined: there was no answer within 0 seconds',
    'ok three: fine',
  ])
})
