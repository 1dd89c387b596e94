import { expect, test } from 'vitest'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { publishPostmortem } from '../../../server/actions/incident/publish-postmortem.ts'
import { reopenIncident } from '../../../server/actions/incident/reopen-incident.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { incidentResource } from '../../../server/http/api/incident/resource.ts'
import { findIncident } from '../../../server/queries/incidents.ts'
import { readOwed } from '../../../server/queries/owed.ts'
import { addPlatforms, actionContext as contextOf, news, notices, opened, p1g } from '../../support/app/actions.ts'
import { REPORTING_PLAN } from '../../support/app/plans.ts'
import { hours, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { LEE, ROSA } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'
import { site } from '../../support/site/samples.ts'

onEachDatabase('the second end of a case', (fresh) => {
  const actionContext = (...of: Parameters<typeof contextOf>) => ({ ...contextOf(...of), plan: REPORTING_PLAN })

  test('a case that ends a second time promises no report that is published already', async () => {
    const db = (await fresh()).db
    await addPlatforms(db, 'trunks')
    const id = await opened(actionContext(db), p1g())
    accepted(await postUpdate(actionContext(db, ROSA, START + hours(1)), id, news('Over.', { phase: 'resolved' })))
    accepted(
      await publishPostmortem(actionContext(db, LEE, START + hours(2)), id, { body: 'A fibre was cut.', notify: true }),
    )
    accepted(await reopenIncident(actionContext(db, ROSA, START + DAY), id, { body: 'Back.', notify: true }))
    accepted(await postUpdate(actionContext(db, ROSA, START + 2 * DAY), id, news('Over.', { phase: 'resolved' })))
    expect((await notices(db)).at(-1)).not.toHaveProperty('reportDueAt')
    const owed = await readOwed(db, DEFAULT_PLAN, START + 90 * DAY)
    expect(owed.filter(({ kind }) => kind === 'report')).toEqual([])
    const found = await findIncident(db, id, { drills: false })
    expect(found?.updates[0]?.report_due_at).toBeNull()
    const shown = incidentResource(found as NonNullable<typeof found>, {
      plan: REPORTING_PLAN,
      clock: () => START,
      site,
    })
    // By when it was promised before it came.
    expect(shown.postmortem).toMatchObject({ body: 'A fibre was cut.', dueAt: '2026-11-17T16:00:00.000Z' })
  })
})
