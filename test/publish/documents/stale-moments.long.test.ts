import { expect, test } from 'vitest'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { cancelMaintenance } from '../../../server/actions/maintenance/cancel-maintenance.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { news, opened, p1g, p2 } from '../../support/app/actions.ts'
import {
  END_OF_WINDOW,
  RELEASE_STARTS,
  START_OF_WINDOW,
  scheduled,
  WEEK_BEFORE,
} from '../../support/app/maintenance.ts'
import { REPORTING_PLAN } from '../../support/app/plans.ts'
import { hours, instant, minutes } from '../../support/clock.ts'
import { closeTestPublishers } from '../../support/publish/publisher.ts'
import { smallSite } from '../../support/publish/scene.ts'
import { accepted } from '../../support/result.ts'

closeTestPublishers()

const on = (id: string) => [{ id, impact: 'partial_outage' as const }]

/** A window on the night after; subscribers are told of it when it is scheduled. */
const TOLD_AT_ONCE = instant('2026-11-25T06:30:00Z')

test('time: every moment reaches every document that shows it', async () => {
  const { db, site, stale, as, step, at, rest } = await smallSite()
  const id = await opened(as(), p2({ platforms: on('portal') }))
  const down = await opened(as(), p1g({ title: 'Explained later' }))
  accepted(await postUpdate({ ...as(), plan: REPORTING_PLAN }, down, news('Over.', { phase: 'resolved' })))
  const calledOff = await scheduled(db)
  accepted(await cancelMaintenance(as(), calledOff, { note: 'Not needed.', notify: true }))
  await scheduled(db, { startsAt: TOLD_AT_ONCE, endsAt: TOLD_AT_ONCE + hours(1) })
  await step('all of it', async () => site.publisher.publish())
  const { at: dueAt } = await db
    .selectFrom('incidents')
    .select('next_update_due_at as at')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await at('an update is due soon', (dueAt ?? 0) - DEFAULT_PLAN.dueSoon)
  await at('an update is overdue', (dueAt ?? 0) + 1)
  await at('the chat closes, and a day begins', instant('2026-11-11T07:00:00Z'))
  await at('the chat opens', instant('2026-11-11T12:00:00Z'))
  await at('a report is overdue', instant('2026-11-17T15:00:00Z') + 1)
  await at('the last hour before a day without a window', instant('2026-11-24T06:00:00Z'))
  await at('a window that was called off would begin', instant('2026-11-24T06:30:00Z'))
  await at('the evening before a month', instant('2026-12-01T06:00:00Z'))
  await rest('a month begins, and nothing happens', instant('2026-12-01T07:00:00Z'))
  await at('a new year', instant('2027-01-10T12:00:00Z'))
  await at('a window comes into sight, a year ahead', instant('2027-01-11T07:00:00Z'))
  expect(stale).toEqual({})
  expect(site.failures).toEqual([])
})

test('time, while the clock rests: a notice is missed, and a window overruns', async () => {
  const { site, stale, at, rest } = await smallSite()
  await rest('a notice is due', WEEK_BEFORE + 1)
  await rest('a notice is late', WEEK_BEFORE + minutes(5) + 1)
  await at('it is told after all', WEEK_BEFORE + minutes(9))
  await at('the release is told and begins', RELEASE_STARTS)
  await rest('the release should be over', RELEASE_STARTS + hours(2) + minutes(5) + 1)
  await at('the release is over', RELEASE_STARTS + hours(2) + minutes(6))
  await rest('the window should begin', START_OF_WINDOW + 1)
  await rest('its beginning is told late', START_OF_WINDOW + minutes(5) + 1)
  await at('the window begins', START_OF_WINDOW + minutes(6))
  await rest('the window should be over', END_OF_WINDOW + 1)
  await at('it is told that it takes longer', END_OF_WINDOW + minutes(2))
  expect(stale).toEqual({})
  expect(site.failures).toEqual([])
})
