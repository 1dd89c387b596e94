import type { ToldPurpose } from '../contact/contact.ts'
import type { Notice } from '../incident/notice.ts'
import type { Subject } from './audience.ts'

/** An event of an incident, and whom it concerns: every platform that the incident has affected. */
export function incidentSubject(eventKind: string, notice: Notice): Subject {
  const { incidentId, platforms } = notice
  return {
    ...{ kind: 'incident', incidentId, platforms: platforms.map(({ id }) => id) },
    ...(isOfMasterCase(eventKind, notice) && { promised: promised('master_case', incidentId) }),
  }
}

/** The same of a window; the event's platforms, since followers of one that was just taken off are told too. */
export function maintenanceSubject(maintenanceId: string, platforms: readonly string[]): Subject {
  return { kind: 'maintenance', incidentId: null, platforms, promised: promised('maintenance', maintenanceId) }
}

/** That it is a P1G no more is told as well; what was merely put right is not. */
function isOfMasterCase(eventKind: string, { priority, about }: Notice): boolean {
  return eventKind !== 'incident.corrected' && (priority === 'P1G' || about === 'withdrawn')
}

function promised(purpose: ToldPurpose, id: string): NonNullable<Subject['promised']> {
  return { purpose, id }
}
