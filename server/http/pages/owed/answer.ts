import { loadMaintenance } from '../../../../db/maintenance/load.ts'
import type { Reader } from '../../../../db/schema/index.ts'
import type { OwedAnswer, OwedView } from '../../../../src/views.ts'
import type { Owed } from '../../../domain/ladder/owed.ts'
import type { MaintenanceState } from '../../../domain/maintenance/maintenance.ts'
import { HOUR, type Instant, MINUTE } from '../../../domain/vocabulary.ts'

const COMMAND = 'npm run -s signalpost --'
const API = '/api/v1'

/** What answers for something that is owed, to be typed as it stands. */
export async function answerTo(db: Reader, owed: Owed, site: string): Promise<OwedAnswer> {
  const { kind } = owed
  const { id } = owed.object
  const answer = answersAt(site)
  const [incident, maintenance] = [`/incidents/${id}`, `/maintenances/${id}`]
  switch (kind) {
    case 'update':
    case 'first_response':
      return answer(`incident update ${id} --body "…"`, 'POST', `${incident}/updates`, { body: '…' })
    case 'no_answer': {
      const closing = `incident update ${id} --case-status closed_no_response --body "…"`
      return answer(closing, 'POST', `${incident}/updates`, { caseStatus: 'closed_no_response', body: '…' })
    }
    case 'report':
      return answer(null, 'PUT', `${incident}/postmortem`, { body: '…' })
    case 'details':
      return answer(null, 'PATCH', maintenance, { description: '…', reason: '…' })
    case 'end':
      return answer(...updateOf(id, 'completed'))
    case 'notice':
      return answer(...updateOf(id, await stepFor(db, owed)))
  }
}

/** The other way out, where there is one: a later end of a window, or asking the customers again. */
export function otherwiseTo(
  { kind, object: { id }, dueAt }: Owed,
  { url: site, zone }: { url: string; zone: string },
  now: Instant,
): OwedView['otherwise'] {
  const answer = answersAt(site)
  if (kind === 'end') {
    const later = { endsAt: inZone(laterEnd(dueAt, now), zone), note: '…' }
    return { way: 'extend', ...answer(null, 'PATCH', `/maintenances/${id}`, later) }
  }
  if (kind !== 'no_answer') return null
  return { way: 'ask', ...answer(null, 'POST', `/incidents/${id}/contacts`, { what: 'asked' }) }
}

/** A time to start from that is accepted as it stands: a full quarter, an hour from the planned end or from now. */
function laterEnd(endsAt: Instant, now: Instant): Instant {
  const quarter = 15 * MINUTE
  return Math.ceil((Math.max(endsAt, now) + HOUR) / quarter) * quarter
}

/** "2026-12-04T08:30:00-07:00": as the page beside it writes its times. */
function inZone(at: Instant, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  return local.toString({ timeZoneName: 'never', smallestUnit: 'second' })
}

function answersAt(site: string) {
  return (command: string | null, method: string, path: string, body: object): OwedAnswer => ({
    command: command && `${COMMAND} ${command}`,
    call: `${method} ${site}${API}${path}`,
    body: JSON.stringify(body),
  })
}

function updateOf(id: string, state: MaintenanceState | null) {
  const command = `maintenance update ${id}${state ? ` --state ${state}` : ''} --body "…"`
  return [command, 'POST', `/maintenances/${id}/updates`, { ...(state && { state }), body: '…' }] as const
}

/** The step of a window that sends a notice which should have gone out by itself. */
async function stepFor(db: Reader, { id, object }: Owed): Promise<MaintenanceState | null> {
  if ((await loadMaintenance(db, object.id))?.maintenance.state === 'planned') return 'announced'
  const key = id.slice(object.id.length + 1).split('.')[0]
  return key === 'start' ? 'in_progress' : key === 'end' ? 'completed' : null
}
