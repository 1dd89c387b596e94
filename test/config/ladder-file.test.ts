import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type ConfigError, loadConfig } from '../../server/config/index.ts'
import { MINUTE } from '../../server/domain/vocabulary.ts'
import { temporaryFolder } from '../support/folder.ts'

async function planOf(said: object) {
  const file = join(await temporaryFolder('ladder'), 'config.json')
  writeFileSync(file, JSON.stringify(said))
  return loadConfig({ SIGNALPOST_CONFIG: file }).plan
}

/** What is wrong, without the name of the file. */
async function faultsOf(said: object): Promise<string[]> {
  try {
    await planOf(said)
    return []
  } catch (error) {
    return (error as ConfigError).problems.map((problem) => problem.replace(/^\S+: /, ''))
  }
}

const team = (more: object) => ({ teams: [{ role: 'support manager', people: [{ email: 'ida@a.example' }], ...more }] })

describe('a ladder in the configuration', () => {
  test('may be written in any order and any case', async () => {
    const { ladder, teams } = await planOf({
      ladder: [
        { after: '1 hour', roles: ['Chief Executive'] },
        { after: '-15 minutes', roles: ['author', 'Desk'] },
      ],
      teams: [{ role: 'CHIEF executive', people: [{ email: 'Sol@A.Example' }] }],
    })
    expect(ladder).toEqual([
      { after: -15 * MINUTE, roles: ['author', 'desk'] },
      { after: 60 * MINUTE, roles: ['chief executive'] },
    ])
    expect(teams).toMatchObject([
      {
        role: 'chief executive',
        hours: 'always',
        onHolidays: 'open',
        people: [{ name: null, email: 'sol@a.example' }],
      },
    ])
  })

  test('says in plain words what is wrong with a rung', async () => {
    const desk = (after: string) => ({ after, roles: ['desk'] })
    expect(await faultsOf({ ladder: [desk('0 minutes'), desk('0 hours')] })).toEqual([
      'ladder: Two rungs have the same `after`: write their roles into one.',
    ])
    expect(await faultsOf({ ladder: [desk('a quarter')] })).toEqual([
      'ladder.0.after: Write how long after the due time in minutes or hours, like "15 minutes" or "1 hour"; "0 minutes" is the due time, and with a minus, as in "-15 minutes", it is before it.',
    ])
    expect(await faultsOf({ ladder: [{ after: '0 minutes', roles: [] }] })).toEqual([
      'ladder.0.roles: Name at least one role.',
    ])
    expect(await faultsOf({ ladder: [] })).toEqual(['ladder: Write at least one rung, or leave `ladder` out.'])
    const many = Array.from({ length: 21 }, (_, minute) => desk(`${minute} minutes`))
    expect(await faultsOf({ ladder: many })).toEqual([expect.stringMatching(/^ladder: .*20/)])
  })

  test('says in plain words what is wrong with a team', async () => {
    expect(await faultsOf(team({ people: [] }))).toEqual([
      'teams.0.people: Name at least one person, or leave the team out.',
    ])
    const away = [{ from: '2026-12-27', until: '2026-12-24' }]
    expect(await faultsOf(team({ people: [{ email: 'ida@a.example', away }] }))).toEqual([
      'teams.0.people.0.away.0: It ends before it begins: `until` is before `from`.',
    ])
    expect(await faultsOf(team({ people: [{ email: 'ida' }] }))).toEqual([
      expect.stringMatching(/^teams\.0\.people\.0\.email: /),
    ])
    expect(await faultsOf(team({ hours: [{ days: ['monday'], from: '8:00', to: '17:00' }] }))).toEqual([
      expect.stringMatching(/^teams\.0\.hours\.0\.days\.0: .*"mon"/),
      expect.stringMatching(/^teams\.0\.hours\.0\.from: Write a local time/),
    ])
    expect(await faultsOf(team({ hours: 'sometimes' }))).toEqual([
      expect.stringMatching(/^teams\.0\.hours: .*openings/),
    ])
    expect(await faultsOf(team({ people: Array(51).fill({ email: 'ida@a.example' }) }))).toEqual([
      expect.stringMatching(/^teams\.0\.people: .*50/),
    ])
  })
})

test.each(['Ida\r\nBcc: all@a.example', 'Ida\n', 'Ida\u2028Q'])('a name of somebody is one line: %j', async (name) => {
  const one = 'must be one line, without line ends or other control characters'
  const faults = await faultsOf(team({ people: [{ name, email: 'ida@a.example' }] }))
  expect(faults).toEqual([expect.stringContaining(one)])
})
