import { date, listed, object, type Said, says } from '../said.ts'
import { overlap, type Window } from '../time/window.ts'
import { DAY, type Instant } from '../vocabulary.ts'
import { isOver, type Maintenance } from './maintenance.ts'
import { freezeOf, type Programme } from './programme.ts'

/** A reason against a window at that time. Staff may accept it. */
export interface MaintenanceConflict extends Said {
  code: 'overlap' | 'freeze' | 'open_p1g'
  /** The id of the other window, of the programme with the freeze, or of the incident. */
  id: string
  /** The platforms that both affect. */
  platforms: readonly string[]
}

/** What a window may conflict with. */
export interface Surroundings {
  /** Windows around its time, on record or planned by a rule. */
  windows: readonly Maintenance[]
  programmes: readonly Programme[]
  openP1Gs: readonly { id: string; title: string; platforms: readonly string[] }[]
}

type Checked = Pick<Maintenance, 'id' | 'programmeId' | 'platforms'> & Window

/** An open P1G, worked on until it is solved, is in the way of what runs or begins within a day: what the desk calls near. */
const NEAR = DAY

/** Conflicts of a window: another one on its platforms at that time, a freeze; of a near one, an open P1G on its platforms. */
export function conflictsOf(m: Checked, surroundings: Surroundings, now: Instant): MaintenanceConflict[] {
  return [
    ...overlaps(m, surroundings.windows),
    ...freezes(m, surroundings.programmes),
    ...(m.startsAt < now + NEAR ? masterCases(m, surroundings.openP1Gs) : []),
  ]
}

function overlaps(m: Checked, windows: readonly Maintenance[]): MaintenanceConflict[] {
  return windows.flatMap((other) => {
    const platforms = shared(m, other)
    if (other.id === m.id || isOver(other) || platforms.length === 0 || !overlap(m, other)) return []
    return [
      {
        code: 'overlap',
        id: other.id,
        platforms,
        ...says`"${other.title}" is at the same time on ${names(platforms)}.`,
      },
    ]
  })
}

function freezes(m: Checked, programmes: readonly Programme[]): MaintenanceConflict[] {
  return programmes.flatMap((programme) => {
    const platforms = shared(m, programme)
    const freeze = freezeOf(programme, m)
    if (!freeze || (platforms.length === 0 && programme.id !== m.programmeId)) return []
    const said = says`"${programme.title}" is frozen from ${date(freeze.from)} to ${date(freeze.until)}: ${freeze.reason}`
    return [{ code: 'freeze', id: programme.id, platforms, ...said }]
  })
}

function masterCases(m: Checked, p1gs: Surroundings['openP1Gs']): MaintenanceConflict[] {
  return p1gs.flatMap((incident) => {
    const platforms = shared(m, incident)
    if (platforms.length === 0) return []
    const said = says`The P1G "${incident.title}" is open on ${names(platforms)}.`
    return [{ code: 'open_p1g', id: incident.id, platforms, ...said }]
  })
}

function shared(a: { platforms: readonly string[] }, b: { platforms: readonly string[] }): string[] {
  return a.platforms.filter((id) => b.platforms.includes(id))
}

function names(platforms: readonly string[]): Said {
  return listed(platforms.map((id) => object('platform', id, id)))
}
