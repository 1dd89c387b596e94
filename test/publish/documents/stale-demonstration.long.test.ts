import { expect, test } from 'vitest'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { demonstration, news, opened, p2 } from '../../support/app/actions.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { closeTestPublishers } from '../../support/publish/publisher.ts'
import { watched } from '../../support/publish/scene.ts'
import { accepted } from '../../support/result.ts'

closeTestPublishers()

/** An odd pause, so that moments are met from every side. */
const PAUSE = hours(13) + minutes(17)
const ROUNDS = 40

test('three weeks of the demonstration leave nothing stale', { timeout: 40 * 60_000 }, async () => {
  const db = await demonstration(await sqliteInMemory())
  const platforms = await db.selectFrom('platforms').select('id').where('archived', '=', 0).orderBy('id').execute()
  const { site, stale, as, step, at } = await watched(db)
  const open: string[] = []
  for (let round = 1; round <= ROUNDS; round++) {
    await at(`${round}: time passes`, START + round * PAUSE)
    const { id = '' } = platforms[round % platforms.length] ?? {}
    await step(`${round}: something happens`, async () => {
      const [oldest] = open
      if (round % 3 === 0 && oldest) accepted(await postUpdate(as(), oldest, news('Still on it.')))
      else if (round % 3 === 1) open.push(await opened(as(), p2({ platforms: [{ id, impact: 'major_outage' }] })))
      else if (oldest) accepted(await postUpdate(as(), open.shift() ?? '', news('Over.', { phase: 'resolved' })))
    })
  }
  expect(stale).toEqual({})
  expect(site.failures).toEqual([])
})
