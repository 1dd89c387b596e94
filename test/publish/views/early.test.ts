import { expect, test } from 'vitest'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { publishPostmortem } from '../../../server/actions/incident/publish-postmortem.ts'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { actionContext, news, opened, p1g } from '../../support/app/actions.ts'
import { REPORTING_PLAN } from '../../support/app/plans.ts'
import { hours, instant, minutes } from '../../support/clock.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { LEE, ROSA } from '../../support/people.ts'
import { publishedSite } from '../../support/publish/published.ts'
import { closeTestPublishers } from '../../support/publish/publisher.ts'
import { accepted } from '../../support/result.ts'

closeTestPublishers()

test('a promise of a later month counts in that, also where it is kept already', async () => {
  const { db, at, page } = await publishedSite((await sqliteInMemory()).db)
  const last = instant('2026-11-28T12:00:00Z')
  const reporting = (now: number) => ({ ...actionContext(db, LEE, now), plan: REPORTING_PLAN })
  const id = await opened(actionContext(db, ROSA, last), p1g())
  accepted(await postUpdate(reporting(last + minutes(30)), id, news('Over.', { phase: 'resolved' })))
  await at(last + minutes(30))
  expect(page('promises/')).toContain('1 is not due yet')
  expect(page('promises/')).not.toContain('December 2026')
  accepted(await publishPostmortem(reporting(last + hours(1)), id, { body: 'A fibre was cut.', notify: true }))
  await at(last + hours(2))
  expect(page('promises/')).not.toContain('December 2026')
  expect(page('promises/')).toContain('2 of 2 promises kept in time')
  expect(page('reports/2026-11/')).toContain('2 of 2 promises about updates were kept in time.')
  await at(last + 4 * DAY)
  expect(page('promises/')).toContain('3 of 3 promises kept in time')
  expect(page('promises/')).toMatch(/December 2026 1 of 1/)
  expect(page('reports/2026-12/')).toContain('1 of 1 promise about updates was kept in time.')
})
