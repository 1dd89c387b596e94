import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { changeIncident } from '../../../server/actions/incident/change-incident.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { actionContext, news, notices, opened, p1g, p2 } from '../../support/app/actions.ts'
import { hours, minutes, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { LEE, ROSA } from '../../support/people.ts'
import { publishedSite } from '../../support/publish/published.ts'
import { closeTestPublishers } from '../../support/publish/publisher.ts'
import { accepted } from '../../support/result.ts'

onEachDatabase('reasons beside promises', (fresh) => {
  closeTestPublishers()

  const published = async () => publishedSite((await fresh()).db)
  const later = (db: Db, minute: number) => actionContext(db, ROSA, START + minutes(minute))

  test.each([
    ['the pace of a vendor', { nextUpdateBy: START + hours(8) }],
    ['an estimate', { etr: START + hours(8) }],
    ['a hold', { holdUntil: START + hours(8) }],
  ])(
    'why %s was followed is no reason for the hour of a P1G, on the page, in a feed or in a mail',
    async (_, stated) => {
      const { db, site, at, page } = await published()
      const id = await opened(actionContext(db), p2({ vendor: 'Zoom' }))
      const reason = 'No change is expected.'
      accepted(await postUpdate(later(db, 5), id, news('Waiting.', { reason, ...stated })))
      await at(START + minutes(5))
      const promised = (name: string) => page(name).match(/Next update by.*?Why: No change is expected\./)
      expect(promised('')).not.toBeNull()
      const designate = { priority: 'P1G', reason: 'All call.' } as const
      accepted(await changeIncident(actionContext(db, LEE, START + minutes(9)), id, designate))
      await at(START + minutes(9))
      expect(page('')).toContain('Next update by 09:05 MST')
      expect(page('')).not.toContain('No change is expected')
      const { items } = JSON.parse(site.file('feed.json') ?? '') as { items: { content_html: string }[] }
      expect(items[0]?.content_html.split('Waiting.')[0]).not.toContain('No change is expected')
      expect((await notices(db)).at(-1)).toMatchObject({ about: 'designated', reason: null })
    },
  )

  test('why a P1G is on hold is told until the hold is over', async () => {
    const { db, at, page } = await published()
    const id = await opened(actionContext(db), p1g())
    const hold = { holdUntil: START + minutes(30), reason: 'A part is on its way.' }
    accepted(await postUpdate(later(db, 5), id, news('Waiting.', hold)))
    await at(START + minutes(30))
    expect(page('')).toContain('Why: A part is on its way.')
    await at(START + minutes(30) + 1)
    expect(page('')).not.toContain('A part is on its way.')
  })
})
