import { expect, test } from 'vitest'
import { NORTHLINE } from '../../db/seed/northline.ts'
import { NORTHLINE_SUPPORT } from '../../db/seed/support.ts'
import { loadDemo } from '../../server/actions/demo/load-demo.ts'
import { DEFAULT_PLAN } from '../../server/domain/plan/plan.ts'
import { actionContext } from '../support/app/actions.ts'
import { manualClock } from '../support/clock.ts'
import { sqliteInMemory } from '../support/database.ts'
import { foreign, greek, inGreek, PSEUDO, teachPages } from '../support/i18n/pseudo.ts'
import { visibleIn } from '../support/i18n/visible.ts'
import { ADA } from '../support/people.ts'
import { closeTestPublishers, testPublisher } from '../support/publish/publisher.ts'
import { SITE } from '../support/publish/site.ts'
import { accepted } from '../support/result.ts'

closeTestPublishers()
await teachPages()

test('everything that is published of the demonstration is in the provider’s language: pages, feeds, calendars, data', async () => {
  const { db, close } = await sqliteInMemory()
  const plan = { ...DEFAULT_PLAN, languages: [PSEUDO], support: inGreek(NORTHLINE_SUPPORT) }
  accepted(await loadDemo({ ...actionContext(db, ADA), plan }, inGreek(NORTHLINE)))
  const site = { ...SITE, name: greek(SITE.name), locale: PSEUDO, languages: [PSEUDO] }
  const { publisher, files, file } = await testPublisher(db, { clock: manualClock(), plan, site: async () => site })
  await publisher.settled()
  // The schema of the configuration is for whoever operates it.
  const published = files().filter((name) => name !== 'config.schema.json')
  const seen = published.map((name) => ({ name, visible: visibleIn(name, file(name) ?? '') }))
  for (const ending of ['.html', '.rss', '.atom', '.json', '.ics', 'manifest.webmanifest']) {
    expect(seen.filter(({ name, visible }) => name.endsWith(ending) && visible.includes('⟦')).length).toBeGreaterThan(0)
  }
  expect(seen.flatMap(({ name, visible }) => foreign(visible).map((word) => `${name}: ${word}`))).toEqual([])
  await publisher.close()
  await close()
})
