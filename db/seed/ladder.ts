import type { Person, Team } from '../../server/domain/ladder/duty.ts'
import type { Plan } from '../../server/domain/plan/plan.ts'
import type { WeeklyHours } from '../../server/domain/time/office-hours.ts'

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const
export const OFFICE: WeeklyHours = [{ days: WEEKDAYS, from: '08:00', to: '17:00' }]
/** While nobody is in the office: a weekend ends when it opens on Monday. */
export const ON_CALL: WeeklyHours = [
  { days: WEEKDAYS, from: '17:00', to: '08:00' },
  { days: ['sat', 'sun'], from: '08:00', to: '08:00' },
]

const person = (name: string, mailbox: string): Person => ({ name, email: `${mailbox}@northline.example`, away: [] })

function team(role: string, who: Person, more: Partial<Team> = {}): Team {
  const always = { hours: 'always', onHolidays: 'open' } as const
  return { role, title: null, people: [who], standIns: [], families: [], ...always, ...more }
}

const MANAGER = 'support manager'
const CALL_MANAGER = person('Wren Ashgrove', 'call-manager')
const VICE_PRESIDENT = person('Juno Marchbank', 'vice-president')
const inOffice = { hours: OFFICE, standIns: [CALL_MANAGER] }

/** Who is told what Northline owes the public: the people of its support page, all of them invented. */
const NORTHLINE_LADDER: Pick<Plan, 'staff' | 'teams'> = {
  staff: { desk: ['desk@northline.example'], leads: ['duty-lead@northline.example'] },
  teams: [
    team(MANAGER, person('Ida Quillfeather', 'cloud-manager'), {
      ...inOffice,
      families: ['Zoom', 'Contact centre', 'Voice and messaging', 'Portals'],
    }),
    team(MANAGER, person('Tomas Reedwater', 'cisco-manager'), { ...inOffice, families: ['Cisco'] }),
    team(MANAGER, person('Noor Valebrook', 'microsoft-manager'), { ...inOffice, families: ['Microsoft Teams'] }),
    team(MANAGER, person('Petra Lundmoor', 'legacy-manager'), { ...inOffice, families: ['Legacy'] }),
    team(MANAGER, CALL_MANAGER, { title: 'Call manager', hours: ON_CALL, standIns: [VICE_PRESIDENT] }),
    team('vice-president', VICE_PRESIDENT),
    team('chief executive', person('Sol Hartwellow', 'chief-executive')),
  ],
}

/** The ladder of the demonstration, unless the operator's file names anybody. */
export function ladderShown({ staff, teams }: Plan): Pick<Plan, 'staff' | 'teams'> {
  const isSaid = staff.desk.length + staff.leads.length + teams.length > 0
  return isSaid ? { staff, teams } : NORTHLINE_LADDER
}
