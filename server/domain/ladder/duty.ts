import { closedDates } from '../plan/support.ts'
import { openNow, type WeeklyHours } from '../time/office-hours.ts'
import type { Instant } from '../vocabulary.ts'
import { AUTHOR, DESK, DUTY_LEAD } from './ladder.ts'

/** Somebody of the provider who is told what is owed. */
export interface Person {
  /** Null: the address says it. */
  name: string | null
  /** An e-mail address in lower case. */
  email: string
  /** ISO dates, both included, in the provider's zone. */
  away: readonly { from: string; until: string }[]
}

/** Who fills a role of the ladder, for which platforms, and when. */
export interface Team {
  role: string
  /** What its people are called, such as "Call manager"; null: as the role. */
  title: string | null
  people: readonly Person[]
  /** Told where all people are away, and where a message to them fails; in this order. */
  standIns: readonly Person[]
  /** Groups of platforms; none means all. */
  families: readonly string[]
  /** In the provider's zone. */
  hours: WeeklyHours
  onHolidays: 'open' | 'closed'
}

/** Whom to tell, and in which part. */
export interface Recipient {
  role: string
  name: string | null
  email: string
  /** Told in place of those who have the role. */
  isStandIn?: true
  /** Of a stand-in: the names of those people, where the configuration has any. */
  standsFor?: string[]
}

/** Who is there for the roles of a rung, and which of them nobody fills at that time. */
export interface OnDuty {
  recipients: readonly Recipient[]
  gaps: readonly Gap[]
}

/** `unfilled`: nobody has the role for these platforms; `off_duty`: nobody who has it is there. */
export interface Gap {
  role: string
  why: 'unfilled' | 'off_duty'
  /** The groups of platforms of which it is so; missing: all that are concerned. */
  families?: string[]
}

/** What the rules of duty need of the plan. */
export interface Roster {
  teams: readonly Team[]
  staff: { leads: readonly string[]; desk: readonly string[] }
  zone: string
  holidays: readonly string[]
  /** Whoever posted last, where that is a person who can be told. */
  author?: Omit<Person, 'away'> | null
}

/**
 * Who is to be told for these roles about platforms of these groups at `now`. A role that nobody fills, or nobody has on
 * duty, goes to the leads, and where there are none to the desk; the gap is named. Each address comes once. Nobody is
 * missing as author: what is posted with a token has none.
 */
export function onDuty(roster: Roster, roles: readonly string[], families: readonly string[], now: Instant): OnDuty {
  const found = roles.map((role) => (role === AUTHOR ? authorOf(roster) : holdersOf(roster, role, families, now)))
  const gaps = found.flatMap((one) => one.gaps)
  const holders = found.flatMap(({ recipients }) => recipients)
  return { recipients: once(gaps.length === 0 ? holders : [...holders, ...fallback(roster, now)]), gaps }
}

function authorOf({ author }: Roster) {
  return { recipients: author ? [{ role: AUTHOR, ...author }] : [], gaps: [] }
}

/** Who answers for a gap, whatever the hour: the leads, otherwise the desk. */
export function fallback(roster: Roster, now: Instant): Recipient[] {
  const everybody = (role: string, addresses: readonly string[]) => [
    ...standard(role, addresses),
    ...roster.teams.filter((team) => team.role === role),
  ]
  const { leads, desk } = roster.staff
  const candidates = [everybody(DUTY_LEAD, leads), everybody(DESK, desk)]
  return once(candidates.map((teams) => teams.flatMap((team) => thereFrom(team, roster, now))).find(isAny) ?? [])
}

const isAny = (found: readonly unknown[]) => found.length > 0

/** The stand-ins of those who fill a role at `now`. */
export function standInsFor(roster: Roster, role: string, families: readonly string[], now: Instant): Recipient[] {
  const teams = teamsOf(roster, role, families).filter((team) => isOnDuty(team, roster, now))
  return once(teams.flatMap((team) => present(team.standIns, roster, now).map(asStandIn(team))))
}

/** Each group has to be somebody's: where one of two is nobody's, that is a gap as well. */
function holdersOf(roster: Roster, role: string, families: readonly string[], now: Instant) {
  const each = (families.length === 0 ? [[]] : families.map((family) => [family])).map((group) => {
    const teams = teamsOf(roster, role, group)
    const onDuty = teams.filter((team) => isOnDuty(team, roster, now))
    return { group, teams, recipients: onDuty.flatMap((team) => thereFrom(team, roster, now)) }
  })
  const missing = each.filter(({ recipients }) => recipients.length === 0)
  const gaps = (['unfilled', 'off_duty'] as const).flatMap((why): Gap[] => {
    const some = missing.filter(({ teams }) => (teams.length === 0) === (why === 'unfilled'))
    const of = some.length < each.length && { families: some.flatMap(({ group }) => group) }
    return some.length === 0 ? [] : [{ role, why, ...of }]
  })
  return { recipients: each.flatMap(({ recipients }) => recipients), gaps }
}

/**
 * The teams of a role that are responsible for one of these groups; where no group is known, all of them. The desk and
 * the leads of `staff` are responsible for whatever no team of their role is.
 */
export function teamsOf({ teams, staff }: Roster, role: string, families: readonly string[]): Team[] {
  const named = teams.filter(
    (team) =>
      team.role === role &&
      (team.families.length === 0 || families.length === 0 || team.families.some((f) => families.includes(f))),
  )
  return named.length > 0 ? named : standard(role, role === DESK ? staff.desk : role === DUTY_LEAD ? staff.leads : [])
}

/** Which of these roles were told to nobody yet, neither as such nor since their people got it for another role. */
export function stillUntold(
  roles: readonly string[],
  told: readonly { roles: readonly string[]; people: readonly Recipient[]; gaps: readonly Gap[] }[],
  teams: readonly Team[],
): string[] {
  const isTold = (role: string) => {
    const called = [role, ...teams.filter((team) => team.role === role).map(({ title }) => title)]
    return told.some(
      (one) =>
        (one.roles.includes(role) && !one.gaps.some((gap) => gap.role === role && !gap.families)) ||
        one.people.some((person) => called.includes(person.role)),
    )
  }
  return roles.filter((role) => !isTold(role))
}

/** The two addresses of the plan file that fill the first two rungs without teams. */
function standard(role: string, addresses: readonly string[]): Team[] {
  if (addresses.length === 0) return []
  const people = addresses.map((email) => ({ name: null, email, away: [] }))
  return [{ role, title: null, people, standIns: [], families: [], hours: 'always', onHolidays: 'open' }]
}

export function isOnDuty(team: Team, { zone, holidays }: Pick<Roster, 'zone' | 'holidays'>, now: Instant): boolean {
  return openNow(team.hours, zone, now, closedDates(team, holidays))
}

/** The people of a team who are not away; its stand-ins where all are. */
function thereFrom(team: Team, roster: Roster, now: Instant): Recipient[] {
  const people = present(team.people, roster, now)
  return people.length > 0
    ? people.map(asRecipient(team))
    : present(team.standIns, roster, now).slice(0, 1).map(asStandIn(team))
}

function present(people: readonly Person[], { zone }: Roster, now: Instant): Person[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().toString()
  return people.filter(({ away }) => !away.some(({ from, until }) => from <= today && today <= until))
}

const asRecipient =
  ({ role, title }: Team) =>
  ({ name, email }: Person): Recipient => ({ role: title ?? role, name, email })

const asStandIn = (team: Team) => (person: Person) => {
  const names = team.people.flatMap(({ name }) => (name === null ? [] : [name]))
  const standsFor = names.length > 0 && { standsFor: names }
  return { ...asRecipient(team)(person), isStandIn: true as const, ...standsFor }
}

function once(recipients: readonly Recipient[]): Recipient[] {
  return recipients.filter(({ email }, index) => recipients.findIndex((other) => other.email === email) === index)
}
