import { expect, test } from 'vitest'
import { changeIncident } from '../../../server/actions/incident/change-incident.ts'
import { correctUpdate } from '../../../server/actions/incident/correct/correct-update.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { publishPostmortem } from '../../../server/actions/incident/publish-postmortem.ts'
import { reopenIncident } from '../../../server/actions/incident/reopen-incident.ts'
import { cancelMaintenance } from '../../../server/actions/maintenance/cancel-maintenance.ts'
import { changeMaintenance } from '../../../server/actions/maintenance/change-maintenance.ts'
import { postMaintenanceUpdate } from '../../../server/actions/maintenance/post-maintenance-update.ts'
import { changePlatform } from '../../../server/actions/platform/change-platform.ts'
import { createPlatform } from '../../../server/actions/platform/create-platform.ts'
import { changeProgramme } from '../../../server/actions/programme/change-programme.ts'
import { news, opened, p1g, p2 } from '../../support/app/actions.ts'
import { NOVEMBER, RELEASE, START_OF_WINDOW, say, scheduled } from '../../support/app/maintenance.ts'
import { hours, instant, START } from '../../support/clock.ts'
import { ADA, LEE } from '../../support/people.ts'
import { closeTestPublishers } from '../../support/publish/publisher.ts'
import { smallSite } from '../../support/publish/scene.ts'
import { accepted } from '../../support/result.ts'

closeTestPublishers()

const on = (id: string) => [{ id, impact: 'partial_outage' as const }]

test('an incident: every event of it reaches every document that shows it', async () => {
  const { db, site, stale, as, step } = await smallSite()
  const ids: string[] = []
  await step('opened', async () => ids.push(await opened(as(), p2({ title: 'One-way audio' }))))
  const [id = ''] = ids
  await step('another on the same platform', async () =>
    ids.push(await opened(as(), p1g({ title: 'All down', relatedTo: id }))),
  )
  const [, other = ''] = ids
  await step('updated', async () => accepted(await postUpdate(as(), id, news('Still looking.'))))
  await step('hits a second platform', async () =>
    accepted(await postUpdate(as(), id, news('Fax too.', { phase: 'identified', platforms: on('fax') }))),
  )
  const update = await db.selectFrom('updates').select('id').where('incident_id', '=', id).executeTakeFirstOrThrow()
  await step('corrected', async () => accepted(await correctUpdate(as(), id, update.id, { body: 'Put better.' })))
  await step('renamed', async () => accepted(await changeIncident(as(LEE), id, { title: 'One-way audio, and fax' })))
  await step('raised', async () =>
    accepted(await changeIncident(as(LEE), id, { priority: 'P1', reason: 'Many are hit.' })),
  )
  const slow: string[] = []
  await step('another on the second platform', async () =>
    slow.push(await opened(as(), p2({ title: 'No fax', platforms: [{ id: 'fax', impact: 'major_outage' }] }))),
  )
  await step('that one is a master case', async () =>
    accepted(await changeIncident(as(LEE), slow[0] ?? '', { priority: 'P1G', reason: 'Several.' })),
  )
  await step('that one is done, and to be confirmed', async () =>
    accepted(
      await postUpdate(
        as(),
        slow[0] ?? '',
        news('Done.', { caseStatus: 'resolved_follow_up', platforms: [{ id: 'fax', impact: 'operational' }] }),
      ),
    ),
  )
  await step('and closed without an answer', async () =>
    accepted(
      await postUpdate(as(), slow[0] ?? '', news('Bye.', { caseStatus: 'closed_no_response', confirmed: true })),
    ),
  )
  await step('a drill', async () => opened(as(), p1g({ title: 'Practising', drill: true })))
  await step('a duplicate', async () =>
    ids.push(await opened(as(), p2({ title: 'No sound', platforms: on('portal') }))),
  )
  await step('closed as a duplicate', async () =>
    accepted(await postUpdate(as(), ids[2] ?? '', news('The same.', { duplicateOf: id }))),
  )
  await step('the duplicate renamed', async () =>
    accepted(await changeIncident(as(LEE), ids[2] ?? '', { title: 'No sound at all' })),
  )
  await step('the master renamed', async () =>
    accepted(await changeIncident(as(LEE), id, { title: 'One-way audio, fax, and no sound' })),
  )
  await step('resolved', async () => accepted(await postUpdate(as(), id, news('Over.', { phase: 'resolved' }))))
  await step('reopened', async () => accepted(await reopenIncident(as(), id, news('Back again.'))))
  await step('the P1G resolved', async () =>
    accepted(await postUpdate(as(), other, news('Over.', { phase: 'resolved' }))),
  )
  const report = { body: 'A fibre was cut.', notify: true }
  await step('explained', async () => accepted(await publishPostmortem(as(LEE), other, report)))
  await step('explained better', async () =>
    accepted(await publishPostmortem(as(LEE), other, { ...report, body: 'A fibre was cut by a digger.' })),
  )
  expect(stale).toEqual({})
  expect(site.failures).toEqual([])
})

test('history: an incident reaches the page of its month and the list of months, however late it is told', async () => {
  const { db, site, stale, as, step } = await smallSite()
  const told = (title: string, openedAt: string) => opened(as(), p2({ title, openedAt: instant(openedAt) }))
  await step('of the last evening of a month', () => told('Last evening', '2026-11-01T03:00:00Z'))
  await step('of a month before all others', () => told('Found late', '2026-07-14T12:00:00Z'))
  await step('a window of a month before these', () =>
    scheduled(db, {
      startsAt: instant('2026-05-14T06:00:00Z'),
      endsAt: instant('2026-05-14T08:00:00Z'),
      reason: 'It could not wait.',
    }),
  )
  expect(stale).toEqual({})
  expect(site.failures).toEqual([])
})

test('times: told afterwards or put right, they reach every document that shows one', async () => {
  const { site, stale, as, step, at } = await smallSite()
  const ids: string[] = []
  const correct = (id: string | undefined, times: Partial<Record<'openedAt' | 'startedAt' | 'resolvedAt', string>>) => {
    const stated = Object.entries(times).map(([name, iso]) => [name, instant(iso)])
    return changeIncident(as(LEE), id ?? '', { ...Object.fromEntries(stated), confirmed: true, reason: 'Wrong.' })
  }
  await step('told afterwards', async () => {
    const times = { startedAt: instant('2026-11-03T12:00:00Z'), resolvedAt: instant('2026-11-04T12:00:00Z') }
    ids.push(await opened(as(), p2({ title: 'Last week', ...times })))
  })
  await step('its end put right', async () => accepted(await correct(ids[0], { resolvedAt: '2026-11-05T12:00:00Z' })))
  await step('its beginning in the month before', async () =>
    accepted(await correct(ids[0], { startedAt: '2026-10-20T12:00:00Z' })),
  )
  await step('and in this month again', async () =>
    accepted(await correct(ids[0], { startedAt: '2026-11-03T12:00:00Z' })),
  )
  await step('a related one that names it', async () =>
    ids.push(await opened(as(), p2({ title: 'Again', relatedTo: ids[0] ?? '', platforms: on('fax') }))),
  )
  await step('its opening', async () => accepted(await correct(ids[0], { openedAt: '2026-11-03T18:00:00Z' })))
  await step('a year too early', async () => accepted(await correct(ids[1], { startedAt: '2025-11-10T12:00:00Z' })))
  await step('and right again', async () => accepted(await correct(ids[1], { startedAt: '2026-11-10T12:00:00Z' })))
  await at('open across the end of a month', instant('2026-12-01T09:00:00Z'))
  await step('resolved, as of the month before', async () =>
    accepted(await postUpdate(as(), ids[1] ?? '', news('Over.', { resolvedAt: instant('2026-11-29T12:00:00Z') }))),
  )
  expect(stale).toEqual({})
  expect(site.failures).toEqual([])
})

test('maintenance: every event of it reaches every document that shows it', async () => {
  const { db, site, stale, as, step, at } = await smallSite()
  await opened(as(), p2({ title: 'Open meanwhile' }))
  const ids: string[] = []
  await step('scheduled', async () => ids.push(await scheduled(db)))
  const [id = ''] = ids
  await step('moved', async () =>
    accepted(
      await changeMaintenance(as(), id, {
        startsAt: instant('2026-12-01T06:30:00Z'),
        endsAt: instant('2026-12-01T08:00:00Z'),
        notify: true,
        acceptConflicts: true,
      }),
    ),
  )
  await step('about other platforms', async () =>
    accepted(await changeMaintenance(as(), id, { platforms: ['fax', 'portal'], notify: false, acceptConflicts: true })),
  )
  await step('details of a planned one', async () =>
    accepted(
      await changeMaintenance(as(), RELEASE, {
        description: 'Release 7.',
        notify: false,
        acceptConflicts: true,
      }),
    ),
  )
  await step('announced early', async () =>
    accepted(await postMaintenanceUpdate(as(), NOVEMBER, say('Mark it.', 'announced'))),
  )
  await at('begun', START_OF_WINDOW)
  await step('a word on it', async () => accepted(await postMaintenanceUpdate(as(), NOVEMBER, say('Half done.'))))
  await step('verifying', async () =>
    accepted(await postMaintenanceUpdate(as(), NOVEMBER, say('Testing.', 'verifying'))),
  )
  await step('completed', async () => accepted(await postMaintenanceUpdate(as(), NOVEMBER, say('Done.', 'completed'))))
  await step('called off', async () =>
    accepted(await cancelMaintenance(as(), id, { note: 'Not needed.', notify: true })),
  )
  await step('told afterwards', async () =>
    scheduled(db, {
      startsAt: START - hours(3),
      endsAt: START - hours(1),
      reason: 'It could not wait.',
      shortNotice: { class: 'emergency', reason: 'It could not wait.' },
      acceptConflicts: true,
      platforms: ['portal'],
    }),
  )
  await step('a rule changed', async () => accepted(await changeProgramme(as(ADA), 'monthly', { title: 'Patches' })))
  expect(stale).toEqual({})
  expect(site.failures).toEqual([])
})

test('platforms: every event of them reaches every document that shows them', async () => {
  const { db, site, stale, as, step } = await smallSite()
  const both = [...on('trunks'), ...on('fax')]
  await opened(as(), p2({ title: 'On both', platforms: both }))
  await scheduled(db, { platforms: ['trunks', 'portal'] })
  await step('begun', async () => site.publisher.publish())
  await step('added', async () =>
    accepted(await createPlatform(as(ADA), { id: 'chat', name: 'Chat', group: 'Text', position: 2 })),
  )
  await step('with a past', async () =>
    opened(as(), p2({ title: 'Was slow', platforms: on('chat'), startedAt: START - hours(2), resolvedAt: START - 1 })),
  )
  await step('renamed', async () => accepted(await changePlatform(as(ADA), 'trunks', { name: 'SIP trunking' })))
  await step('described', async () => accepted(await changePlatform(as(ADA), 'fax', { description: 'Paper.' })))
  await step('moved', async () => accepted(await changePlatform(as(ADA), 'fax', { position: 9, group: 'Text' })))
  await step('half of a group renamed', async () =>
    accepted(await changePlatform(as(ADA), 'trunks', { group: 'Calling' })),
  )
  await step('and the other half', async () => accepted(await changePlatform(as(ADA), 'portal', { group: 'Calling' })))
  await step('archived', async () => accepted(await changePlatform(as(ADA), 'chat', { archived: true })))
  await step('back again', async () => accepted(await changePlatform(as(ADA), 'chat', { archived: false })))
  expect(stale).toEqual({})
  expect(site.failures).toEqual([])
})
