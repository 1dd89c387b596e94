import { NORTHLINE_SUPPORT } from '../../../db/seed/support.ts'
import { DEFAULT_PROGRAMMES } from '../../../server/domain/maintenance/default-programmes.ts'
import { lengthOf } from '../../../server/domain/maintenance/notice-plan.ts'
import { partsOf } from '../../../server/domain/maintenance/recurrence.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import type { Attendance, SupportPerson } from '../../../server/domain/plan/support.ts'
import type { DeskView, PersonView, SupportView } from '../../../src/views.ts'

const at = (text: string) => Date.parse(text)
const ZONE = DEFAULT_PLAN.zone

const { channels, places, contacts, escalation } = NORTHLINE_SUPPORT
const desk = ({ hours, onHolidays }: Attendance): DeskView => {
  const changes = hours === 'always' ? [] : [at('2026-11-23T00:00:00Z'), at('2026-11-23T12:00:00Z')]
  return { hours, onHolidays, open: true, changes }
}
const person = (one: SupportPerson): PersonView => {
  const { hours, onHolidays } = one
  return { ...one, desk: hours === null ? null : { ...desk({ hours, onHolidays }), open: false } }
}
/** Northline's support page on a Sunday afternoon. */
export const support: SupportView = {
  kind: 'support',
  isReachable: true,
  channels: channels.map((channel) => ({ ...channel, desk: desk(channel) })),
  places: places.map((place) => {
    const { hours, onHolidays } = place
    return { ...place, desk: hours && { ...desk({ hours, onHolidays }), open: false } }
  }),
  contacts: contacts.map(person),
  escalation: escalation.map((path) => ({ ...path, people: path.people.map(person) })),
  priorities: DEFAULT_PLAN.priorities,
  changes: DEFAULT_PLAN.changes,
  noAnswer: DEFAULT_PLAN.noAnswer,
  postmortem: { businessDays: 5 },
  holidays: [at('2026-12-25T07:00:00Z')],
  programmes: DEFAULT_PROGRAMMES.map(({ id, rule, anchor, wallStart, wallEnd, notices, impact }) => ({
    ...{ title: id, description: '<p>Updates and security fixes are installed.</p>', rule: partsOf(rule, anchor) },
    ...{ wallStart, wallEnd, zone: ZONE, impact, platforms: 2 },
    notices: { ...notices, before: notices.before.map((lead) => lengthOf(lead) ?? 0) },
  })),
  waking: { wallStart: '05:00', wallEnd: '23:00', zone: ZONE },
}
