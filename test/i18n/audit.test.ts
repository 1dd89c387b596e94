import { expect, test } from 'vitest'
import { MAINTENANCE_NEWS } from '../../server/domain/maintenance/notice.ts'
import { acts, nouns } from '../../src/i18n/en/console/audit/acts.ts'
import { sources } from '../support/sources.ts'

/** What is written after these is an act: `action: … 'incident.open'`, `auditStaff(trx, ctx, 'subscriber.move', …)`. */
const NAMED = /(?:action: |auditStaff\(|note\(trx|VERBS = )[^\n]*/g

test('every act that the program records has words on the page of the audit trail', () => {
  const recorded = sources('server/actions').flatMap(({ code }) =>
    [...code.matchAll(NAMED)].flatMap(([line]) => [...line.matchAll(/'([a-z]+\.[a-z0-9_.]+)'/g)].map(([, act]) => act)),
  )
  expect(recorded.length).toBeGreaterThan(60)
  const all = [...recorded, ...MAINTENANCE_NEWS.map((news) => `maintenance.${news}`)]
  expect(all.filter((act) => !(`${act}` in acts))).toEqual([])
  expect(Object.keys(acts).filter((act) => !((act.split('.')[0] ?? '') in nouns))).toEqual([])
})
