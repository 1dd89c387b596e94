import { expect } from 'vitest'
import { DEFAULT_PROGRAMMES as RULES } from '../../server/domain/maintenance/default-programmes.ts'
import { type Maintenance, planned } from '../../server/domain/maintenance/maintenance.ts'
import { leadDue } from '../../server/domain/maintenance/notice-plan.ts'
import { occurrenceOn } from '../../server/domain/maintenance/programme.ts'
import { dictionary } from '../../src/i18n/index.ts'

const texts = dictionary('en').programmes
const [monthly, certificate, release] = RULES

/** The support plan's programmes with the texts that they have in English. */
export const DEFAULT_PROGRAMMES = [
  { ...monthly, ...texts.monthly },
  { ...certificate, ...texts['skype-certificate'] },
  { ...release, ...texts['connect-release'] },
] as const

export const DENVER = 'America/Denver'
export const MONTHLY = {
  ...DEFAULT_PROGRAMMES[0],
  zone: DENVER,
  computedFrom: 0,
  revision: 0,
  updatedAt: 0,
  platforms: ['fax'],
}
/** The third Friday of November, from 22:00. */
export const NIGHT: Maintenance = {
  ...planned(occurrenceOn(MONTHLY, '2026-11-20') ?? expect.fail('a third Friday'), MONTHLY),
  notices: { before: ['P7D', 'PT24H'], atOnce: false, start: true, end: true },
}
export const WEEK_BEFORE = leadDue(NIGHT.startsAt, 'P7D', DENVER)
