import { expect, test } from 'vitest'
import { ladderDoubt } from '../../../server/boot/ladder/doubt.ts'
import { startLine } from '../../../server/boot/log/start-line.ts'
import { ladderFindings } from '../../../server/cli/doctor/ladder.ts'
import { loadConfig } from '../../../server/config/index.ts'
import type { Team } from '../../../server/domain/ladder/duty.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { addPlatforms } from '../../support/app/actions.ts'
import { sqliteInMemory } from '../../support/database.ts'

const people = [{ name: null, email: 'somebody@example.com', away: [] }]
const team = (role: string, families: string[] = []): Team => ({
  ...{ role, title: null, people, standIns: [], families, hours: 'always', onHolidays: 'open' },
})
const OTHERS = ['desk', 'support manager', 'vice-president', 'chief executive'].map((role) => team(role))

async function started(...teams: Team[]) {
  const { db } = await sqliteInMemory()
  await addPlatforms(db, 'trunks')
  const plan = { ...DEFAULT_PLAN, teams: [...OTHERS, ...teams] }
  const config = { ...loadConfig({ DATA_DIR: '/nowhere', PUBLIC_URL: 'http://127.0.0.1:8080' }), plan }
  return { db, config, now: Date.UTC(2026, 10, 10, 12) }
}

test('a start says in words what doctor finds of the ladder, and how much more there is', async () => {
  const examined = await started(team('duty lead', ['Voise']))
  const doubt = await ladderDoubt(examined)
  expect(doubt).toBe(
    'ladder: nobody fills duty lead; the leads are told instead, and 1 more; run "npm run -s signalpost -- doctor"',
  )
  const found = await ladderFindings(examined)
  expect(found.map(({ text }) => text)).toEqual([
    'ladder: nobody fills duty lead; the leads are told instead',
    expect.stringContaining('"Voise"'),
  ])
  expect(startLine(examined.config).ladder).not.toContain('filled')
})

test('and nothing where doctor finds nothing', async () => {
  expect(await ladderDoubt(await started(team('duty lead')))).toBeNull()
})
