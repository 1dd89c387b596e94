import type { Phase, PlatformState, Priority } from '../../../server/domain/vocabulary.ts'
import { writingOf } from '../intl.ts'

/** The shared vocabulary as the public reads it. */
export const words = {
  ...writingOf('en', 'en-GB'),
  allOperational: 'All systems operational',
  noPlatforms: 'No platforms are shown yet',
  state: {
    operational: 'Operational',
    under_maintenance: 'Under maintenance',
    degraded_performance: 'Degraded performance',
    partial_outage: 'Partial outage',
    major_outage: 'Major outage',
  } satisfies Record<PlatformState, string>,
  phase: {
    investigating: 'Investigating',
    identified: 'Identified',
    monitoring: 'Monitoring',
    resolved: 'Resolved',
  } satisfies Record<Phase, string>,
  priority: {
    P1G: 'P1G: one problem that affects several organisations, the master case.',
    P1: 'P1: critical services are fully down for a whole site.',
    P2: 'P2: critical services are partly or intermittently down for several users.',
    P3: 'P3: non-critical impairment for several users, or one user fully down.',
    P4: 'P4: non-critical impairment for one user.',
  } satisfies Record<Priority, string>,
  /** Above a text of the provider that is not in the language of the page. */
  textIn: (language: string) => `Text in ${language}`,
  /** The same of a text within a line. */
  writtenIn: (text: string, language: string) => `${text} (in ${language})`,
  /** Beside the bare letter and number, in lists. */
  masterCase: 'Master case',
  /** Somebody of staff of whom only the token is known. */
  withToken: (name: string) => `somebody with the token “${name}”`,
  /** Somebody at the terminal of the server, of whom only the account is known. */
  byCommand: (account: string) => `somebody at the command line of the server (${account})`,
}
