import { expect, test } from 'vitest'
import { changeProgramme } from '../../../server/actions/programme/change-programme.ts'
import { createDefaultProgrammes } from '../../../server/actions/programme/create-default-programmes.ts'
import { addPlatforms, as } from '../../support/app/acting.ts'
import { END_OF_WINDOW, tick, workItems } from '../../support/app/maintenance.ts'
import { instant, manualClock } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ADA } from '../../support/people.ts'
import { closePressRooms, pressRoom } from '../../support/publish/publisher.ts'
import { accepted } from '../../support/result.ts'

onEachDatabase('a programme that names no platform yet rests', (fresh) => {
  closePressRooms()

  test('nothing of it is shown until it names one', async () => {
    const { db } = await fresh()
    accepted(await createDefaultProgrammes(as(db, ADA), {}))
    const room = await pressRoom(db, { clock: manualClock() })
    await room.publisher.settled()
    expect(room.file('maintenance/index.html')).toContain('No maintenance is planned.')
    expect(room.file('maintenance/index.html')).not.toContain('Monthly')
    expect(room.file('calendar.ics')).not.toContain('BEGIN:VEVENT')
    await addPlatforms(db, 'trunks')
    accepted(await changeProgramme(as(db, ADA), 'monthly', { platforms: ['trunks'] }))
    await room.publisher.publish()
    await room.publisher.settled()
    expect(room.file('maintenance/index.html')).toContain('Monthly')
    expect(room.file('maintenance/monthly-2026-11-20/index.html')).not.toBeNull()
  })

  test('nothing of it is told, recorded or owed until it names one', async () => {
    const { db } = await fresh()
    accepted(await createDefaultProgrammes(as(db, ADA), {}))
    expect(await tick(db, END_OF_WINDOW)).toEqual([])
    expect(await workItems(db, END_OF_WINDOW)).toEqual([])
    await addPlatforms(db, 'trunks')
    accepted(await changeProgramme(as(db, ADA, END_OF_WINDOW), 'monthly', { platforms: ['trunks'] }))
    expect(await tick(db, instant('2026-12-12T05:00:00Z'))).toEqual(['monthly-2026-12-18 announced told'])
  })
})
