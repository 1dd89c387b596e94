import type { DecisionContext, Incident } from '../../server/domain/incident/incident.ts'
import type { OpenCommand } from '../../server/domain/incident/opening.ts'
import { DEFAULT_PLAN } from '../../server/domain/plan/plan.ts'
import { hours, START } from './clock.ts'

/** Rosa of the desk, at the start of the story, with three platforms to speak of. */
export function around(differences: Partial<DecisionContext> = {}): DecisionContext {
  const knownPlatforms = new Set(['teams', 'sip', 'zoom'])
  return { now: START, plan: DEFAULT_PLAN, role: 'agent', knownPlatforms, archivedPlatforms: new Set(), ...differences }
}

/** The smallest P1G that may be opened. */
export function opening(differences: Partial<OpenCommand> = {}): OpenCommand {
  return {
    title: 'Calls to Teams fail',
    priority: 'P1G',
    platforms: [{ id: 'teams', impact: 'major_outage' }],
    update: { body: 'We are looking into failing calls.' },
    notify: true,
    drill: false,
    ...differences,
  }
}

/** That P1G, an hour's promise running since the start. */
export function running(differences: Partial<Incident> = {}): Incident {
  return {
    id: 'abcdefghijkl',
    title: 'Calls to Teams fail',
    priority: 'P1G',
    phase: 'investigating',
    caseStatus: 'in_progress',
    caseNumber: null,
    vendor: null,
    openedAt: START,
    startedAt: null,
    resolvedAt: null,
    nextUpdateDueAt: START + hours(1),
    etr: null,
    holdUntil: null,
    drill: false,
    affected: [{ id: 'teams', impact: 'major_outage' }],
    ...differences,
  }
}
