import { expect, test } from 'vitest'
import { inFindings } from '../../../server/cli/doctor/ladder.ts'
import { coverageOf } from '../../../server/domain/ladder/coverage.ts'
import type { Person, Roster, Team } from '../../../server/domain/ladder/duty.ts'
import { DEFAULT_LADDER } from '../../../server/domain/ladder/ladder.ts'
import type { WeeklyHours } from '../../../server/domain/time/office-hours.ts'

const NOW = Date.UTC(2026, 10, 10, 12)
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const
const OFFICE: WeeklyHours = [{ days: WEEKDAYS, from: '08:00', to: '17:00' }]
const NIGHT: WeeklyHours = [{ days: WEEKDAYS, from: '17:00', to: '08:00' }]
const WEEKEND: WeeklyHours = [{ days: ['sat', 'sun'], from: '00:00', to: '24:00' }]

const person = (mailbox: string, away: Person['away'] = []): Person => ({
  name: null,
  email: `${mailbox}@a.example`,
  away,
})
const team = (role: string, more: Partial<Team> = {}): Team => ({
  ...{ role, title: null, people: [person(role.replaceAll(' ', '-'))], standIns: [], families: [] },
  ...{ hours: 'always', onHolidays: 'open', ...more },
})
const TOP = [team('vice-president'), team('chief executive')]
const STAFF = { leads: ['lead@a.example'], desk: ['desk@a.example'] }

function told(roster: Partial<Roster>, groups: string[] = ['Voice', 'Chat']): string[] {
  const whole = { teams: [], staff: STAFF, zone: 'America/Denver', holidays: [], ...roster }
  const found = coverageOf(whole, DEFAULT_LADDER, { used: groups, known: [...groups, 'Fax'] }, NOW)
  return inFindings(found).map(({ level, text }) => `${level} ${text}`)
}

test('two addresses fill a ladder in which the leads stand for the roles that nobody has', () => {
  expect(told({})).toEqual([
    'warn ladder: nobody fills support manager, vice-president, chief executive; the leads are told instead',
  ])
})

test('with nobody it leads to nobody, which is a failure once there are platforms', () => {
  const nobody = ['fail ladder: leads to nobody: what is overdue is told to no one']
  expect(told({ staff: { leads: [], desk: [] } })).toEqual(nobody)
  expect(told({ staff: { leads: [], desk: [] } }, [])).toEqual(nobody.map((text) => text.replace('fail', 'warn')))
})

test('a ladder with somebody on duty at every hour, over midnight and on weekends, is whole', () => {
  const manager = (hours: WeeklyHours) => team('support manager', { hours })
  expect(told({ teams: [manager(OFFICE), manager(NIGHT), manager(WEEKEND), ...TOP] })).toEqual([
    'warn ladder: support manager: nobody on duty Mon 00:00–08:00; the leads are told instead',
  ])
  // The weekend of a call manager begins on Friday at 17:00 and ends on Monday at 08:00.
  const weekend: WeeklyHours = [{ days: ['sat', 'sun'], from: '08:00', to: '08:00' }]
  expect(told({ teams: [manager(OFFICE), manager(NIGHT), manager(weekend), ...TOP] })).toEqual([
    'ok ladder: somebody is on duty for every rung at every hour',
  ])
})

test('the hours at which nobody is on duty are named, with the groups of platforms of which it is so', () => {
  const teams = [
    team('support manager', { hours: OFFICE, families: ['Voice'] }),
    team('support manager', { families: ['Chat'] }),
    ...TOP,
  ]
  expect(told({ teams })).toEqual([
    'warn ladder: support manager: nobody on duty Mon, Tue, Wed, Thu, Fri 00:00–08:00 and 17:00–24:00; Sat, Sun 00:00–24:00 (Voice); the leads are told instead',
  ])
  expect(told({ teams: [...teams.slice(1)], staff: { leads: [], desk: STAFF.desk } })).toEqual([
    'warn ladder: nobody fills duty lead; the desk is told instead',
    'warn ladder: nobody fills support manager for Voice; the desk is told instead',
  ])
})

test('holidays that leave a gap are named, and so are days on which all are away', () => {
  const closed = team('support manager', { onHolidays: 'closed' })
  expect(told({ teams: [closed, ...TOP], holidays: ['2026-12-25', '2026-01-01'] })).toEqual([
    'warn ladder: support manager: nobody on duty 2026-12-25 (holiday) 00:00–24:00; the leads are told instead',
  ])
  const days = [
    { from: '2026-11-12', until: '2026-11-20' },
    { from: '2026-11-23', until: '2026-11-23' },
  ]
  const away = [person('ida', days)]
  expect(told({ teams: [team('support manager', { people: away }), ...TOP] })).toEqual([
    'warn ladder: support manager: nobody on duty 2026-11-12 to 2026-11-20 (away) 00:00–24:00; 2026-11-23 (away) 00:00–24:00; the leads are told instead',
  ])
  const covered = team('support manager', { people: away, standIns: [person('tom')] })
  expect(told({ teams: [covered, ...TOP] })).toEqual(['ok ladder: somebody is on duty for every rung at every hour'])
})

test('the morning after a holiday that closed the night is said to be of that night, not that somebody is away', () => {
  const night = team('support manager', { hours: NIGHT, onHolidays: 'closed' })
  const weekend = team('support manager', { hours: [{ days: ['sat', 'sun'], from: '08:00', to: '08:00' }] })
  const teams = [night, weekend, team('support manager', { hours: OFFICE }), ...TOP]
  expect(told({ teams, holidays: ['2026-12-25'] })).toEqual([
    'warn ladder: support manager: nobody on duty 2026-12-25 (holiday) 17:00–24:00; 2026-12-26 (night of the holiday before) 00:00–08:00; the leads are told instead',
  ])
})

test('where one alone is named, it says that nobody stands in, and each fault says what to do', () => {
  const roster = { teams: [team('vice-president')], staff: { leads: [], desk: [] } }
  expect(told(roster)).toEqual([
    'warn ladder: nobody fills desk, duty lead, support manager, chief executive; no leads and no desk stand in: all goes to whoever else the ladder names',
  ])
  const whole = { ...roster, zone: 'America/Denver', holidays: [] }
  const found = inFindings(coverageOf(whole, DEFAULT_LADDER, { used: ['Voice'], known: ['Voice'] }, NOW))
  expect(found.map(({ mend }) => mend)).toEqual([expect.stringContaining('Name somebody in "teams"')])
})

test('hours at which no rung leads to anybody are a failure', () => {
  const teams = ['desk', 'duty lead', 'support manager', 'vice-president', 'chief executive'].map((role) =>
    team(role, { hours: OFFICE, families: ['Voice'] }),
  )
  // Whoever has duty at all as desk or lead is told outside these hours, too.
  expect(told({ teams, staff: { leads: [], desk: [] } }).filter((line) => line.startsWith('fail'))).toEqual([])
  const [, , manager] = teams
  expect(told({ teams: [manager as Team], staff: { leads: [], desk: [] } }, ['Voice'])[0]).toBe(
    'fail ladder: leads to nobody at all Mon, Tue, Wed, Thu, Fri 00:00–08:00 and 17:00–24:00; Sat, Sun 00:00–24:00',
  )
})

test('a team of authors is told nothing, although a rung names the role', () => {
  expect(told({ teams: [team('author'), team('support manager'), ...TOP] })).toEqual([
    'warn ladder: the team of the role "author" is told nothing: the author is whoever posted last, by their account at the desk',
  ])
})

test('roles that no rung names, and groups that there are not, are told; those of archived platforms are known', () => {
  const odd = [
    team('support manger'),
    team('support manager'),
    team('support manager', { families: ['Voise', 'Fax'] }),
    ...TOP,
  ]
  expect(told({ teams: odd })).toEqual([
    'warn ladder: no rung names the role "support manger" of "teams"',
    'warn ladder: no group of platforms is called "Voise", as "families" of "teams" says',
  ])
})
