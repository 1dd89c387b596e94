import { expect, test } from 'vitest'
import { isPlaceZone, isZone } from '../../../server/domain/time/zone.ts'

test('a zone is a name that there is, with or without a slash; an offset is none', () => {
  for (const name of ['America/Denver', 'UTC', 'Etc/UTC', 'GMT', 'EST5EDT', 'CET'])
    expect([name, isZone(name)]).toEqual([name, true])
  for (const name of ['', 'Etc/Unknown', '+00:00', '-07:00', '+0530', 'Mars/Olympus', 'UTC+1'])
    expect([name, isZone(name)]).toEqual([name, false])
})

test('what is configured is the zone of a place, for "MST" knows no summer', () => {
  for (const name of ['America/Denver', 'UTC']) expect([name, isPlaceZone(name)]).toEqual([name, true])
  for (const name of ['MST', 'EST', 'EST5EDT', '+00:00', 'Mars/Olympus'])
    expect([name, isPlaceZone(name)]).toEqual([name, false])
})
