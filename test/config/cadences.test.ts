import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ConfigError, loadConfig } from '../../server/config/index.ts'
import { temporaryFolder } from '../support/folder.ts'

/** What is said of a plan file with these values, without the file's name. */
async function faultsOf(plan: object): Promise<readonly string[]> {
  const file = join(await temporaryFolder('config'), 'config.json')
  writeFileSync(file, JSON.stringify(plan))
  try {
    loadConfig({ SIGNALPOST_CONFIG: file })
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map((problem) => problem.replace(`${file}: `, ''))
    throw error
  }
}

describe('a plan file', () => {
  test.each(['2 hours', '61 minutes', '1 business day'])('cannot have a P1G updated every %s', async (every) => {
    expect(await faultsOf({ priorities: { P1G: { every }, P1: { every } }, zone: 'Denver' })).toEqual([
      expect.stringMatching(/^zone: /),
      'priorities.P1G.every: At most 1 hour: a P1G is updated at least every hour, and nothing extends that.',
    ])
  })

  test('may have it updated more often', async () => {
    expect(await faultsOf({ priorities: { P1G: { every: '30 minutes' } } })).toEqual([])
    expect(await faultsOf({ priorities: { P1G: { every: '60 minutes' } } })).toEqual([])
  })

  test('cannot have promises due soon from the moment they are made', async () => {
    expect(await faultsOf({ dueSoon: '90 minutes' })).toEqual([
      'dueSoon: dueSoon (90 minutes) is longer than the time between two updates of a P1G (1 hour): each would be due soon from the start. Set a shorter dueSoon.',
    ])
    expect(await faultsOf({ priorities: { P2: { every: '10 minutes' } } })).toEqual([
      'priorities.P2.every: dueSoon (15 minutes) is longer than the time between two updates of a P2 (10 minutes): each would be due soon from the start. Set a shorter dueSoon.',
    ])
    expect(await faultsOf({ dueSoon: '10 minutes', priorities: { P2: { every: '10 minutes' } } })).toEqual([])
  })
})
