import { expect, test } from 'vitest'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { actionContext, addPlatforms, news, opened, p2 } from '../../support/app/actions.ts'
import { hours, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ROSA } from '../../support/people.ts'
import { EVERYTHING, feed } from '../../support/publish/feed-reader.ts'
import { accepted } from '../../support/result.ts'

onEachDatabase('a duplicate in feeds', (fresh) => {
  test('names the case in which it goes on, and leads there', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const master = await opened(actionContext(db, ROSA, START), p2({ title: 'Calls <all> fail' }))
    const twin = await opened(actionContext(db, ROSA, START + 1), p2({ title: 'No calls' }))
    const same = news('The same.', { duplicateOf: master })
    accepted(await postUpdate(actionContext(db, ROSA, START + hours(1)), twin, same))
    const link = `<p><a href="https://status.example.com/incidents/${master}/">It goes on in: Calls &lt;all&gt; fail</a></p>`
    const ofPlatform = { about: 'platform', id: 'trunks' } as const
    for (const scope of [EVERYTHING, { about: 'updates' }, ofPlatform] as const) {
      const { items } = JSON.parse(await feed(db, scope, 'json'))
      const naming = items.filter(({ content_html }: { content_html: string }) => content_html.includes(link))
      expect(naming).toHaveLength(1)
      expect(naming[0].url).toContain(twin)
      expect(naming[0].content_html.split(link)).toHaveLength(2)
    }
    for (const format of ['rss', 'atom'] as const)
      expect(await feed(db, { about: 'incident', id: twin }, format)).toContain('It goes on in: Calls')
  })

  test('of the same title says when the other case was opened', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const master = await opened(actionContext(db, ROSA, START), p2({ title: 'Inbound calls fail' }))
    const twin = await opened(actionContext(db, ROSA, START + hours(1)), p2({ title: 'Inbound calls fail' }))
    const same = news('The same.', { duplicateOf: master })
    accepted(await postUpdate(actionContext(db, ROSA, START + hours(2)), twin, same))
    const text = await feed(db, { about: 'updates' }, 'json')
    expect(text).toContain('It goes on in: Inbound calls fail, opened Tue 10 Nov 2026, 08:00 MST</a>')
  })
})
