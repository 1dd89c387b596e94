import { WEEKDAYS, type Weekday } from '../time/office-hours.ts'
import type { Instant } from '../vocabulary.ts'
import { onDuty, type Roster, type Team, teamsOf } from './duty.ts'
import { AUTHOR, DESK, DUTY_LEAD, type Rung } from './ladder.ts'

/** Local times of one day; "24:00" is its end. */
export interface Stretch {
  from: string
  to: string
}

/** When nobody is on duty for some roles. */
export interface CoverageGap {
  roles: readonly string[]
  /** The groups of platforms of which this is so; null: all. */
  families: readonly string[] | null
  /** Has nobody these roles at all? */
  isUnfilled: boolean
  /** In a week without holidays and absences. */
  weekly: readonly { day: Weekday; stretches: readonly Stretch[] }[]
  /** Days to come on which it is more than that: holidays, mornings of nights that they closed, and days on which people are away. */
  dates: readonly { date: string; why: 'holiday' | 'after' | 'away'; stretches: readonly Stretch[] }[]
}

/** Who is told in place of whoever is missing. */
export type Instead = 'leads' | 'desk' | null

/** Where a ladder leads over a whole week, and on the holidays and absences that are known. */
export interface Coverage {
  gaps: readonly CoverageGap[]
  /** When no rung at all leads to anybody. */
  silent: readonly CoverageGap[]
  instead: Instead
  /** Roles of teams that no rung names. */
  unusedRoles: readonly string[]
  /** Families of teams that are no group of platforms. */
  unknownFamilies: readonly string[]
  /** Is there no platform of which anything could be owed? */
  isIdle: boolean
}

/** The groups of platforms: those in use, and all that there ever were. */
export interface Groups {
  used: readonly string[]
  known: readonly string[]
}

/** How many days ahead holidays and absences are looked at: a year of the first, two months of the second. */
const [HOLIDAYS, ABSENCES] = [366, 62]

/** Which roles of the ladder nobody fills, for which groups of platforms and at which hours, from the day of `now` on. */
export function coverageOf(roster: Roster, ladder: readonly Rung[], groups: Groups, now: Instant): Coverage {
  const roles = [...new Set(ladder.flatMap((rung) => rung.roles))].filter((role) => role !== AUTHOR)
  const families = groups.used.length > 0 ? groups.used.map((group) => [group]) : [[]]
  const gapsOf = (names: readonly string[], isGap: IsGap) => {
    // Groups of which the same teams answer are looked at once: that takes long.
    const alike = Map.groupBy(families, (of) => JSON.stringify(roster.teams.map((team) => answersFor(team, of))))
    return [...alike.values()].flatMap((groups) => {
      const found = gapOf({ roster, roles: names, families: groups[0] ?? [], now, isGap })
      return groups.flatMap((of) => found.map((gap) => ({ ...gap, families: of })))
    })
  }
  const said = roster.teams.flatMap((team) => team.families)
  return {
    gaps: merged(
      roles.flatMap((role) => gapsOf([role], ({ gaps }) => gaps.length > 0)),
      families.length,
    ),
    silent: merged(
      gapsOf(roles, ({ recipients }) => recipients.length === 0),
      families.length,
    ),
    instead:
      [DUTY_LEAD, DESK].find((role) => teamsOf(roster, role, []).length > 0) === DUTY_LEAD ? 'leads' : desk(roster),
    unusedRoles: unique(roster.teams.map(({ role }) => role)).filter((role) => !roles.includes(role)),
    isIdle: groups.used.length === 0,
    unknownFamilies: groups.known.length === 0 ? [] : unique(said).filter((name) => !groups.known.includes(name)),
  }
}

const answersFor = (team: Team, families: readonly string[]) => team.families.some((name) => families.includes(name))
const unique = (names: readonly string[]) => [...new Set(names)]
const desk = (roster: Roster): Instead => (teamsOf(roster, DESK, []).length > 0 ? 'desk' : null)

type IsGap = (found: ReturnType<typeof onDuty>) => boolean

interface Question {
  roster: Roster
  roles: readonly string[]
  families: readonly string[]
  now: Instant
  isGap: IsGap
}

function gapOf(question: Question): CoverageGap[] {
  const { roster, roles, families, now } = question
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(roster.zone).toPlainDate()
  const present = { ...question, roster: withoutAbsences(roster) }
  const regular = { ...question, roster: { ...present.roster, holidays: [] } }
  const week = Array.from({ length: 7 }, (_, index) => today.add({ days: index }))
  const weekly = week
    .toSorted((a, b) => a.dayOfWeek - b.dayOfWeek)
    .map((date) => ({ day: WEEKDAYS[date.dayOfWeek - 1] as Weekday, stretches: stretchesOn(regular, date) }))
    .filter(({ stretches }) => stretches.length > 0)
  const concerned = roster.teams.filter(({ role }) => [...roles, DESK, DUTY_LEAD].includes(role))
  const dates = exceptionsFrom({ ...roster, teams: concerned }, today).flatMap((date) => {
    const stretches = stretchesOn(question, date)
    const isLike = (other: Question) => JSON.stringify(stretchesOn(other, date)) === JSON.stringify(stretches)
    if (isLike(regular)) return []
    const isHoliday = roster.holidays.includes(date.toString())
    const why = isHoliday ? ('holiday' as const) : isLike(present) ? ('after' as const) : ('away' as const)
    return [{ date: date.toString(), why, stretches }]
  })
  if (weekly.length === 0 && dates.length === 0) return []
  const isUnfilled = roles.every((role) => teamsOf(roster, role, families).length === 0)
  return [{ roles, families, isUnfilled, weekly, dates }]
}

function withoutAbsences(roster: Roster): Roster {
  const there = (people: Roster['teams'][number]['people']) => people.map((person) => ({ ...person, away: [] }))
  const teams = roster.teams.map((team) => ({ ...team, people: there(team.people), standIns: there(team.standIns) }))
  return { ...roster, teams }
}

/** Days to come that may be unlike their weekday: holidays with the night after them, and those on which people are away. */
function exceptionsFrom({ teams, holidays }: Roster, today: Temporal.PlainDate): Temporal.PlainDate[] {
  const absences = teams.flatMap(({ people, standIns }) => [...people, ...standIns].flatMap(({ away }) => away))
  const closes = teams.some(({ onHolidays }) => onHolidays === 'closed')
  const isHoliday = (date: Temporal.PlainDate) => closes && holidays.includes(date.toString())
  return Array.from({ length: HOLIDAYS }, (_, index) => today.add({ days: index })).filter(
    (date, index) =>
      isHoliday(date) ||
      isHoliday(date.subtract({ days: 1 })) ||
      (index < ABSENCES && absences.some(({ from, until }) => from <= date.toString() && date.toString() <= until)),
  )
}

/** The local times of a day at which it is a gap; between two turns of duty nothing changes. */
function stretchesOn({ roster, roles, families, isGap }: Question, date: Temporal.PlainDate): Stretch[] {
  const turns = roster.teams.flatMap(({ hours }) =>
    hours === 'always' ? [] : hours.flatMap(({ from, to }) => [from, to]),
  )
  const starts = unique(['00:00', ...turns].filter((time) => time !== '24:00')).sort()
  const found: Stretch[] = []
  for (const [index, from] of starts.entries()) {
    const at = date.toZonedDateTime({ timeZone: roster.zone, plainTime: from }).epochMilliseconds
    if (!isGap(onDuty(roster, roles, families, at))) continue
    const [last, to] = [found.at(-1), starts[index + 1] ?? '24:00']
    if (last?.to === from) last.to = to
    else found.push({ from, to })
  }
  return found
}

/** The same hours are said once, for all groups and roles of which they are true. */
function merged(gaps: readonly CoverageGap[], families: number): CoverageGap[] {
  const of = <T extends CoverageGap>(all: readonly T[], key: (gap: T) => unknown) =>
    [...Map.groupBy(all, (gap) => JSON.stringify([gap.isUnfilled, gap.weekly, gap.dates, key(gap)])).values()] as [
      T,
      ...T[],
    ][]
  const byRole = of(gaps, ({ roles }) => roles).map(([gap, ...more]) => {
    const names = [gap, ...more].flatMap((one) => one.families ?? [])
    return { ...gap, families: more.length + 1 === families ? null : names }
  })
  return of(byRole, (gap) => gap.families).map(([gap, ...more]) => ({
    ...gap,
    roles: [gap, ...more].flatMap(({ roles }) => roles),
  }))
}
