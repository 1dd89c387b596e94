import { PAGE_ONLY } from './notice-plan.ts'
import type { ProgrammeFields, ProgrammeTexts } from './programme.ts'

const common = { translations: {}, platforms: [], freezes: [], archived: false } as const

/**
 * The support plan's recurring programmes, in the provider's local time. The provider says which platforms they affect.
 * Their texts are in the dictionary and are stored in the provider's language.
 */
export const DEFAULT_PROGRAMMES = [
  {
    ...common,
    id: 'monthly',
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
    rule: 'FREQ=DAILY;INTERVAL=21',
    anchor: '2026-01-06',
    wallStart: '21:00',
    wallEnd: '23:00',
    impact: 'none',
    endsBy: 'clock',
    notices: { before: ['PT24H'], atOnce: false, start: false, end: false },
    detailsExpected: false,
  },
] as const satisfies readonly Omit<ProgrammeFields, 'zone' | keyof ProgrammeTexts>[]

export type DefaultProgrammeId = (typeof DEFAULT_PROGRAMMES)[number]['id']

/** What the defaults do not know. Whoever says it has not yet said otherwise than they do. */
export const LEFT_TO_THE_PROVIDER = [
  'translations',
  'platforms',
  'freezes',
  'archived',
] as const satisfies readonly (keyof ProgrammeFields)[]
