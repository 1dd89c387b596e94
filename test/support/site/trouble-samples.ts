import type { Day } from '../../../server/domain/platform/uptime.ts'
import type { PlatformState } from '../../../server/domain/vocabulary.ts'
import type { TroubledDay } from '../../../src/views.ts'

export const GROUPS: Record<string, string[]> = {
  'Microsoft Teams': ['Teams Operator Connect', 'Teams Direct Routing', 'Teams GCC High'],
  Cisco: ['Webex Calling', 'Cisco UCM'],
  Voice: ['Zoom Phone', 'SIP Trunking', 'Contact Centre', 'Skype for Business', 'Emergency Calling'],
  Messaging: ['SMS and MMS', 'Fax', 'Voicemail'],
  Portals: ['Connect Portal', 'Support Portal', 'Number Porting'],
}
/** Days ago and what happened then. */
export const TROUBLE: Record<string, [number, PlatformState][]> = {
  'teams-direct-routing': [
    [0, 'major_outage'],
    [31, 'degraded_performance'],
    [30, 'degraded_performance'],
  ],
  'teams-operator-connect': [
    [0, 'partial_outage'],
    [17, 'under_maintenance'],
  ],
  'sip-trunking': [
    [0, 'degraded_performance'],
    [9, 'partial_outage'],
  ],
  'connect-portal': [
    [44, 'under_maintenance'],
    [65, 'degraded_performance'],
    [23, 'under_maintenance'],
  ],
  'webex-calling': [
    [58, 'major_outage'],
    [57, 'partial_outage'],
  ],
  voicemail: [[3, 'degraded_performance']],
}

type Causes = TroubledDay['causes']

/** Those of Teams Direct Routing: one that lasts, one that is over, and one too long ago to be listed. */
export function troubledDays(days: readonly Day[], now: Causes, before: Causes): TroubledDay[] {
  const dayOf = (ago: number) => days.at(-1 - ago) as Day
  return [
    { ...dayOf(0), state: 'major_outage', lasted: null, causes: now },
    { ...dayOf(30), state: 'degraded_performance', lasted: 92 * 60_000, causes: before },
    { ...dayOf(31), state: 'degraded_performance', lasted: 24 * 3_600_000, causes: [] },
  ]
}
