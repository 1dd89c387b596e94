import { describe, expect, test } from 'vitest'
import {
  fallback,
  onDuty,
  type Person,
  type Roster,
  standInsFor,
  stillUntold,
  type Team,
} from '../../../server/domain/ladder/duty.ts'
import { instant } from '../../support/clock.ts'

const [LEAD, DESK] = ['lead@northline.example', 'desk@northline.example']
const STAFF = { leads: [LEAD], desk: [DESK] }
const NOBODY = { leads: [], desk: [] }
const NOON = instant('2026-11-10T12:00:00-07:00')

const person = (name: string, more: Partial<Person> = {}): Person => ({
  ...{ name, email: `${name}@northline.example`, away: [], ...more },
})
const team = (people: readonly Person[], more: Partial<Team> = {}): Team => ({
  ...{ role: 'manager', title: null, people, standIns: [], families: [], hours: 'always', onHolidays: 'open', ...more },
})
const roster = (teams: readonly Team[], more: Partial<Roster> = {}): Roster => ({
  ...{ teams, staff: STAFF, zone: 'America/Denver', holidays: [], ...more },
})

/** Who is told, by the part before the @, and the gaps: "maria, lead; manager unfilled". */
function there(given: Roster, { roles = ['manager'], families = ['Cloud'], at = NOON } = {}) {
  const { recipients, gaps } = onDuty(given, roles, families, at)
  const people = recipients.map(({ email }) => email.split('@')[0]).join(', ')
  return [people, ...gaps.map(({ role, why, families }) => `${role} ${why}${families ? ` (${families})` : ''}`)].join(
    '; ',
  )
}

const away = (from: string, until: string) => ({ away: [{ from, until }] })

describe('who is told for a role', () => {
  const CLOUD = team([person('maria')], { families: ['Cloud'] })
  const LEGACY = team([person('otto')], { families: ['Legacy network'] })
  const BOTH = roster([CLOUD, LEGACY])

  test('is whoever answers for the platforms, for each group that is concerned', () => {
    expect(there(BOTH, { families: ['Cloud'] })).toBe('maria')
    expect(there(BOTH, { families: ['Cloud', 'Legacy network'] })).toBe('maria, otto')
    expect(there(BOTH, { families: [] })).toBe('maria, otto')
    expect(there(roster([team([person('anna')])]), { families: ['Cloud', 'Fax'] })).toBe('anna')
  })

  test('is missing where one of two groups is nobody’s', () => {
    expect(there(BOTH, { families: ['Fax'] })).toBe('lead; manager unfilled')
    expect(there(BOTH, { families: ['Cloud', 'Fax'] })).toBe('maria, lead; manager unfilled (Fax)')
    const night = { ...LEGACY, hours: [{ days: ['mon'], from: '17:00', to: '08:00' }] } as const
    expect(there(roster([CLOUD, night]), { families: ['Cloud', 'Legacy network'] })).toBe(
      'maria, lead; manager off_duty (Legacy network)',
    )
    expect(there(roster([night]), { families: ['Legacy network', 'Fax'] })).toBe(
      'lead; manager unfilled (Fax); manager off_duty (Legacy network)',
    )
  })

  test('goes to the leads where it is nobody’s, otherwise to the desk, otherwise to nobody', () => {
    expect(there(roster([]))).toBe('lead; manager unfilled')
    expect(there(roster([], { staff: { leads: [], desk: [DESK] } }))).toBe('desk; manager unfilled')
    expect(there(roster([], { staff: NOBODY }))).toBe('; manager unfilled')
  })

  test('is filled by two addresses for the first two rungs, and nobody misses the author', () => {
    expect(there(roster([]), { roles: ['author', 'desk'] })).toBe('desk')
    expect(there(roster([]), { roles: ['duty lead'] })).toBe('lead')
    expect(there(roster([]), { roles: ['author'] })).toBe('')
  })

  test('is the desk of `staff` for what no team of the desk answers for', () => {
    const own = roster([team([person('fax-desk')], { role: 'desk', families: ['Fax'] })])
    expect(there(own, { roles: ['desk'], families: ['Fax'] })).toBe('fax-desk')
    expect(there(own, { roles: ['desk'], families: ['Cloud'] })).toBe('desk')
  })

  test('gets one message for two roles, the first of them named', () => {
    const given = roster([team([person('maria')]), team([person('maria')], { role: 'vice-president', title: 'VP' })])
    const { recipients } = onDuty(given, ['vice-president', 'manager'], ['Cloud'], NOON)
    expect(recipients).toEqual([{ role: 'VP', name: 'maria', email: 'maria@northline.example' }])
  })

  test('is not there while away, both dates included, by the zone of the provider', () => {
    const given = roster([team([person('maria', away('2026-11-10', '2026-11-11')), person('otto')])])
    const at = (iso: string) => there(given, { at: instant(iso) })
    expect(at('2026-11-09T23:59:59-07:00')).toBe('maria, otto')
    expect(at('2026-11-10T00:00:00-07:00')).toBe('otto')
    expect(at('2026-11-11T23:59:59-07:00')).toBe('otto')
    expect(at('2026-11-12T00:00:00-07:00')).toBe('maria, otto')
  })

  test('is the first stand-in who is there once all are away', () => {
    const gone = away('2026-11-01', '2026-11-30')
    const standIns = [person('zoe', gone), person('yara'), person('xenia')]
    expect(there(roster([team([person('maria', gone), person('otto')], { standIns })]))).toBe('otto')
    expect(there(roster([team([person('maria', gone)], { standIns })]))).toBe('yara')
    expect(there(roster([team([person('maria', gone)])]))).toBe('lead; manager off_duty')
    const told = onDuty(roster([team([person('maria', gone)], { standIns })]), ['manager'], [], NOON)
    expect(told.recipients).toMatchObject([{ role: 'manager', isStandIn: true }])
  })
})

describe('duty hours', () => {
  const NIGHTS = [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '17:00', to: '08:00' },
    { days: ['sat', 'sun'], from: '00:00', to: '24:00' },
  ] as const
  const manager = (zone: string, more: Partial<Team> = {}, holidays: string[] = []) =>
    roster([team([person('call')], { hours: NIGHTS, onHolidays: 'closed', ...more })], { zone, holidays })
  const isThere = (given: Roster, iso: string) => there(given, { at: instant(iso) }) === 'call'

  test.each([
    ['2026-11-10T16:59:59-07:00', false],
    ['2026-11-10T17:00:00-07:00', true],
    ['2026-11-11T00:30:00-07:00', true],
    ['2026-11-11T07:59:59-07:00', true],
    ['2026-11-11T08:00:00-07:00', false],
    ['2026-11-14T07:59:59-07:00', true],
    ['2026-11-14T12:00:00-07:00', true],
    ['2026-11-15T23:59:59-07:00', true],
    ['2026-11-16T00:00:00-07:00', false],
  ])('of the call manager: at %s %s', (iso, expected) => {
    expect(isThere(manager('America/Denver'), iso)).toBe(expected)
  })

  test('do not begin on a holiday unless they are to; a night that began before goes on', () => {
    const closed = manager('America/Denver', {}, ['2026-11-11'])
    expect(isThere(closed, '2026-11-11T07:00:00-07:00')).toBe(true)
    expect(isThere(closed, '2026-11-11T18:00:00-07:00')).toBe(false)
    const open = manager('America/Denver', { onHolidays: 'open' }, ['2026-11-11'])
    expect(isThere(open, '2026-11-11T18:00:00-07:00')).toBe(true)
    const always = manager('America/Denver', { hours: 'always' }, ['2026-11-11'])
    expect(isThere(always, '2026-11-11T18:00:00-07:00')).toBe(false)
  })

  // Autumn: the night from Saturday has 25 hours. Spring: it has 23.
  const EVERY = [{ days: ['sat', 'sun'], from: '17:00', to: '08:00' }] as const
  test.each([
    ['America/Denver', '2026-10-31T17:00:00-06:00', '2026-11-01T08:00:00-07:00', 16],
    ['America/Denver', '2026-03-07T17:00:00-07:00', '2026-03-08T08:00:00-06:00', 14],
    ['Europe/Lisbon', '2026-10-24T17:00:00+01:00', '2026-10-25T08:00:00+00:00', 16],
    ['Australia/Lord_Howe', '2026-04-04T17:00:00+11:00', '2026-04-05T08:00:00+10:30', 15.5],
  ])('last over the night on which the clocks change in %s', (zone, from, until, hours) => {
    const given = manager(zone, { hours: EVERY })
    const [begin, end] = [instant(from), instant(until)]
    expect((end - begin) / 3_600_000).toBe(hours)
    const at = (now: number) => there(given, { at: now }) === 'call'
    expect([at(begin - 1), at(begin), at(end - 1), at(end)]).toEqual([false, true, true, false])
    for (let now = begin; now < end; now += 300_000) expect(at(now), new Date(now).toISOString()).toBe(true)
  })
})

test('nobody is left untold whose people got it for another role', () => {
  const given = roster([team([person('maria')], { role: 'duty lead', title: 'Shift lead' })])
  const told = [{ roles: ['manager', 'author', 'desk'], ...onDuty(given, ['manager', 'desk'], ['Cloud'], NOON) }]
  const heard = told.map(({ recipients, ...one }) => ({ ...one, people: recipients }))
  expect(stillUntold(['desk', 'duty lead', 'manager', 'chief'], heard, given.teams)).toEqual(['manager', 'chief'])
})

describe('whoever answers for a gap', () => {
  test('is asked whatever the hour, and is a lead who is there before the desk is', () => {
    const never = [{ days: ['sun'], from: '03:00', to: '04:00' }] as const
    const lead = team([person('lee', away('2026-11-10', '2026-11-10'))], { role: 'duty lead', hours: never })
    const given = roster([lead], { staff: { leads: [], desk: [DESK] } })
    expect(fallback(given, NOON).map(({ email }) => email)).toEqual([DESK])
    expect(fallback(given, NOON + 86_400_000).map(({ email }) => email)).toEqual(['lee@northline.example'])
    expect(fallback(roster([lead, lead]), NOON).map(({ email }) => email)).toEqual([LEAD])
  })

  test('is all stand-ins of those on duty where a message does not arrive', () => {
    const night = [{ days: ['tue'], from: '17:00', to: '08:00' }] as const
    const given = roster([
      team([person('maria')], { standIns: [person('zoe'), person('yara')], families: ['Cloud'] }),
      team([person('otto')], { standIns: [person('xenia')], families: ['Fax'] }),
      team([person('nora')], { standIns: [person('wanda')], hours: night }),
    ])
    const names = standInsFor(given, 'manager', ['Cloud'], NOON).map(({ name }) => name)
    expect(names).toEqual(['zoe', 'yara'])
  })
})
