import { expect, test } from 'vitest'
import { changeProgramme } from '../../../server/actions/programme/change-programme.ts'
import { createDefaultProgrammes } from '../../../server/actions/programme/create-default-programmes.ts'
import { actionContext, addPlatforms } from '../../support/app/actions.ts'
import { END_OF_WINDOW, tick, workItems } from '../../support/app/maintenance.ts'
import { instant, manualClock } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ADA } from '../../support/people.ts'
import { closeTestPublishers, testPublisher } from '../../support/publish/publisher.ts'
import { accepted } from '../../support/result.ts'

onEachDatabase('a programme that names no platform yet rests', (fresh) => {
  closeTestPublishers()

  test('nothing of it is shown until it names one', async () => {
    const { db } = await fresh()
    accepted(await createDefaultProgrammes(actionContext(db, ADA), {}))
    const site = await testPublisher(db, { clock: manualClock() })
    await site.publisher.settled()
    expect(site.file('maintenance/index.html')).toContain('No maintenance is planned.')
    expect(site.file('maintenance/index.html')).not.toContain('Monthly')
    expect(site.file('calendar.ics')).not.toContain('BEGIN:VEVENT')
    await addPlatforms(db, 'trunks')
    accepted(await changeProgramme(actionContext(db, ADA), 'monthly', { platforms: ['trunks'] }))
    await site.publisher.publish()
    await site.publisher.settled()
    expect(site.file('maintenance/index.html')).toContain('Monthly')
    expect(site.file('maintenance/monthly-2026-11-20/index.html')).not.toBeNull()
  })

  test('nothing of it is told, recorded or owed until it names one', async () => {
    const { db } = await fresh()
    accepted(await createDefaultProgrammes(actionContext(db, ADA), {}))
    expect(await tick(db, END_OF_WINDOW)).toEqual([])
    expect(await workItems(db, END_OF_WINDOW)).toEqual([])
    await addPlatforms(db, 'trunks')
    accepted(await changeProgramme(actionContext(db, ADA, END_OF_WINDOW), 'monthly', { platforms: ['trunks'] }))
    expect(await tick(db, instant('2026-12-12T05:00:00Z'))).toEqual(['monthly-2026-12-18 announced told'])
  })
})
