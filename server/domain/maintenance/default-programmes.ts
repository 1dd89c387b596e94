import { PAGE_ONLY } from './notice-plan.ts'
import type { ProgrammeFields } from './programme.ts'

const common = { platforms: [], freezes: [], archived: false } as const

/** The support plan's recurring programmes, in the provider's local time. The provider says which platforms they affect. */
export const DEFAULT_PROGRAMMES = [
  {
    ...common,
    id: 'monthly',
    title: 'Monthly maintenance',
    description: 'Updates and security fixes are installed on our platforms. Short interruptions are possible.',
    reason: 'Regular updates keep the service secure and reliable.',
    rule: 'FREQ=MONTHLY;BYDAY=3FR',
    anchor: '2026-01-16',
    wallStart: '22:00',
    wallEnd: '04:00',
    impact: 'under_maintenance',
    endsBy: 'hand',
    notices: { before: ['P7D'], atOnce: false, start: true, end: true },
    detailsExpected: true,
  },
  {
    ...common,
    id: 'skype-certificate',
    title: 'Skype for Business certificate',
    description: 'Certificates are checked and renewed. No interruption is expected.',
    reason: 'Certificates have to be valid for calls and sign-in to work.',
    rule: 'FREQ=WEEKLY;BYDAY=FR',
    anchor: '2026-01-02',
    wallStart: '00:00',
    wallEnd: '00:30',
    impact: 'none',
    endsBy: 'clock',
    notices: PAGE_ONLY,
    detailsExpected: false,
  },
  {
    ...common,
    id: 'connect-release',
    title: 'Connect release',
    description: 'A new release of the Connect portal is installed. No interruption is expected.',
    reason: 'Releases bring improvements and corrections every three weeks.',
    rule: 'FREQ=DAILY;INTERVAL=21',
    anchor: '2026-01-06',
    wallStart: '21:00',
    wallEnd: '23:00',
    impact: 'none',
    endsBy: 'clock',
    notices: { before: ['PT24H'], atOnce: false, start: false, end: false },
    detailsExpected: false,
  },
] as const satisfies readonly Omit<ProgrammeFields, 'zone'>[]
