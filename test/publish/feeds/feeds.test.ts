import { parseFeed } from 'feedsmith'
import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { changeIncident } from '../../../server/actions/incident/change-incident.ts'
import { correctUpdate } from '../../../server/actions/incident/correct/correct-update.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { publishPostmortem } from '../../../server/actions/incident/publish-postmortem.ts'
import type { FeedScope } from '../../../server/publish/feeds/feeds.ts'
import { actionContext, addPlatforms, news, opened, p2 } from '../../support/app/actions.ts'
import { hours, instant, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { LEE, ROSA } from '../../support/people.ts'
import { EVERYTHING, feed, strictly } from '../../support/publish/feed-reader.ts'
import { accepted } from '../../support/result.ts'

onEachDatabase('feeds', (fresh) => {
  /** One incident on trunks with three updates, and an older one on fax. */
  async function published(): Promise<{ db: Db; id: string }> {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    await opened(
      actionContext(db, ROSA, START - hours(5)),
      p2({ title: 'Faxes lost', platforms: [{ id: 'fax', impact: 'major_outage' }] }),
    )
    const id = await opened(
      actionContext(db, ROSA, START),
      p2({ title: 'One-way audio', update: { body: 'We are looking.' } }),
    )
    accepted(
      await postUpdate(actionContext(db, ROSA, START + hours(1)), id, news('Still looking.\n\nSecond paragraph.')),
    )
    accepted(
      await postUpdate(actionContext(db, ROSA, START + hours(2)), id, news('- all\n- well', { phase: 'resolved' })),
    )
    return { db, id }
  }

  const faxesLost = (db: Db) =>
    db.selectFrom('incidents').select('id').where('title', '=', 'Faxes lost').executeTakeFirstOrThrow()

  test('RSS has an item per incident, in the markup that readers of Statuspage take apart', async () => {
    const { db, id } = await published()
    const { channel } = strictly(await feed(db, EVERYTHING, 'rss')).rss
    expect(channel.title).toBe('Northline status - Incident history')
    expect(channel.link).toBe('https://status.example.com/')
    expect(channel['atom:link']['@_href']).toBe('https://status.example.com/history.rss')
    expect(channel.item.map((item: { title: string }) => item.title)).toEqual(['One-way audio', 'Faxes lost'])
    const [item] = channel.item
    const url = `https://status.example.com/incidents/${id}/`
    expect(item).toMatchObject({ link: url, guid: { '#text': url, '@_isPermaLink': 'true' } })
    expect(Date.parse(item.pubDate)).toBe(START + hours(2))
    const when = (time: string) =>
      `<p><small>Nov <var data-var='date'>10</var>, <var data-var='time'>${time}</var> MST</small><br>`
    expect(item.description.replaceAll('\n', '')).toBe(
      `${when('10:00')}<strong>Resolved</strong> - </p><ul><li>all</li><li>well</li></ul>` +
        '<p>Not solved for you? Until Tue 17 Nov 2026, 10:00 MST we reopen the case: by a reply to a mail of the case. After that please open a new one, and we link it to this.</p><p>Platforms: TRUNKS</p>' +
        `${when('09:00')}<strong>Update</strong> - Still looking.</p><p>Second paragraph.</p>` +
        `${when('08:00')}<strong>Investigating</strong> - We are looking.</p>`,
    )
  })

  test('of an open incident tell by when the next update comes, and honestly that it has not come', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const id = await opened(actionContext(db, ROSA, START), p2())
    const item = (now: number) => feed(db, EVERYTHING, 'rss', now)
    expect(await item(START + hours(2))).toContain('only.</p><p>Next update by Tue 10 Nov 2026, 10:00 MST</p>')
    expect(await item(START + hours(2) + 1)).toContain('<p>Update overdue since Tue 10 Nov 2026, 10:00 MST</p>')
    accepted(await postUpdate(actionContext(db, ROSA, START + hours(3)), id, news('Over.', { phase: 'resolved' })))
    expect(await item(START + hours(9))).not.toMatch(/overdue|Next update/)
  })

  test('that tell every update name the promised next one with the newest alone, which says if it is broken', async () => {
    const { db } = await published()
    const told = JSON.parse(await feed(db, { about: 'updates' }, 'json')).items.map(
      (item: { content_html: string }) => /(Next update by|Update overdue since) [^<]+/.exec(item.content_html)?.[0],
    )
    expect(told).toEqual([undefined, undefined, undefined, 'Update overdue since Tue 10 Nov 2026, 05:00 MST'])
  })

  test('name one zone in an item, the provider’s, whatever they tell', async () => {
    const { db } = await published()
    for (const format of ['rss', 'atom', 'json'] as const)
      for (const scope of [EVERYTHING, { about: 'updates' }, { about: 'platform', id: 'fax' }] as const) {
        const zones = (await feed(db, scope, format)).match(
          /\b(MST|MDT|UTC|GMT)\b(?!<\/(pubDate|lastBuildDate|atom:updated))/g,
        )
        expect(new Set(zones)).toEqual(new Set(['MST']))
      }
  })

  test('a single digit of a day is padded with a space', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    await opened(actionContext(db, ROSA, instant('2026-12-05T08:07:00Z')), p2())
    expect(await feed(db, EVERYTHING, 'rss')).toContain(
      "Dec <var data-var='date'> 5</var>, <var data-var='time'>01:07</var> MST",
    )
  })

  test('Atom and JSON Feed tell the same, with ids that stay and times that are right', async () => {
    const { db, id } = await published()
    const url = `https://status.example.com/incidents/${id}/`
    const atom = parseFeed(await feed(db, EVERYTHING, 'atom'))
    if (atom.format !== 'atom') throw new Error(atom.format)
    expect(atom.feed).toMatchObject({
      id: 'tag:status.example.com,2005:/history',
      updated: new Date(START + hours(2)).toISOString(),
    })
    expect(atom.feed.entries?.[0]).toMatchObject({
      id: `tag:status.example.com,2005:Incident/${id}`,
      title: { value: 'One-way audio' },
      published: new Date(START).toISOString(),
      updated: new Date(START + hours(2)).toISOString(),
      links: [{ href: url, rel: 'alternate' }],
    })
    const json = JSON.parse(await feed(db, EVERYTHING, 'json'))
    expect(json).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      feed_url: 'https://status.example.com/feed.json',
    })
    expect(json.items[0]).toMatchObject({
      id: url,
      url,
      title: 'One-way audio',
      date_modified: new Date(START + hours(2)).toISOString(),
    })
    const [rssItem] = strictly(await feed(db, EVERYTHING, 'rss')).rss.channel.item
    expect(json.items[0].content_html).toBe(rssItem.description)
    expect(atom.feed.entries?.[0]?.content?.value).toBe(rssItem.description)
  })

  test('a correction moves "updated", and neither the id nor the date of the news', async () => {
    const { db, id } = await published()
    const before = JSON.parse(await feed(db, EVERYTHING, 'json')).items[0]
    const first = await db
      .selectFrom('updates')
      .select('id')
      .where('incident_id', '=', id)
      .where('sequence', '=', 1)
      .executeTakeFirstOrThrow()
    accepted(
      await correctUpdate(actionContext(db, ROSA, START + hours(4)), id, first.id, { body: 'We are looking into it.' }),
    )
    const after = JSON.parse(await feed(db, EVERYTHING, 'json')).items[0]
    expect(after).toMatchObject({ id: before.id, date_published: before.date_published })
    expect(Date.parse(after.date_modified)).toBe(START + hours(4))
    expect(Date.parse(strictly(await feed(db, EVERYTHING, 'rss')).rss.channel.item[0].pubDate)).toBe(START + hours(2))
  })

  test('the feeds of updates have an item per update', async () => {
    const { db, id } = await published()
    const updates = await db
      .selectFrom('updates')
      .selectAll()
      .where('incident_id', '=', id)
      .orderBy('sequence', 'desc')
      .execute()
    const { item } = strictly(await feed(db, { about: 'updates' }, 'rss')).rss.channel
    expect(item.map((one: { title: string }) => one.title)).toEqual([
      'Resolved: One-way audio',
      'Update: One-way audio',
      'Investigating: One-way audio',
      'Investigating: Faxes lost',
    ])
    expect(item[0]).toMatchObject({
      guid: { '#text': updates[0]?.id, '@_isPermaLink': 'false' },
      link: `https://status.example.com/incidents/${id}/#update-${updates[0]?.id}`,
    })
    expect(JSON.parse(await feed(db, { about: 'platform updates', id: 'fax' }, 'json')).items).toHaveLength(1)
  })

  test('a report on the cause is news in every feed of its incident', async () => {
    const { db, id } = await published()
    const report = { body: 'A fibre was **cut**.', notify: true }
    accepted(await publishPostmortem(actionContext(db, LEE, START + hours(3)), id, report))
    const { item } = strictly(await feed(db, EVERYTHING, 'rss')).rss.channel
    expect(item[0].description).toMatch(
      /^<p><small>.*?<strong>Report on the cause<\/strong> - A fibre was <strong>cut<\/strong>/,
    )
    expect(Date.parse(item[0].pubDate)).toBe(START + hours(3))
    for (const scope of [{ about: 'updates' }, { about: 'platform updates', id: 'trunks' }] as const) {
      expect(JSON.parse(await feed(db, scope, 'json')).items[0]).toMatchObject({
        title: 'Report on the cause: One-way audio',
        url: `https://status.example.com/incidents/${id}/#postmortem`,
      })
    }
    accepted(
      await publishPostmortem(actionContext(db, LEE, START + hours(5)), id, {
        ...report,
        body: 'Two fibres were cut.',
      }),
    )
    const [entry] = JSON.parse(await feed(db, EVERYTHING, 'json')).items
    expect(Date.parse(entry.date_modified)).toBe(START + hours(5))
    expect(Date.parse(strictly(await feed(db, EVERYTHING, 'rss')).rss.channel.item[0].pubDate)).toBe(START + hours(3))
  })

  test('name what was affected when it was said, and that it was a P1G then', async () => {
    const { db, id } = await published()
    const as = (hour: number) => actionContext(db, LEE, START + hours(hour))
    accepted(await changeIncident(as(-4), (await faxesLost(db)).id, { priority: 'P1G', reason: 'Many.' }))
    const spread = news('Portal, too.', { platforms: [{ id: 'trunks', impact: 'degraded_performance' }] })
    accepted(await postUpdate(as(-3.5), (await faxesLost(db)).id, spread))
    const about = async (scope: FeedScope) =>
      JSON.parse(await feed(db, scope, 'json')).items.map(
        (item: { content_html: string }) => /<p>((Master case|Platforms)[^<]*)<.p>/.exec(item.content_html)?.[1],
      )
    expect(await about({ about: 'platform updates', id: 'fax' })).toEqual([
      'Master case (P1G) · Platforms: FAX and TRUNKS',
      'Master case (P1G) · Platforms: FAX',
      'Platforms: FAX',
    ])
    expect(await about(EVERYTHING)).toEqual(['Platforms: TRUNKS', 'Master case (P1G) · Platforms: FAX and TRUNKS'])
    expect(await feed(db, { about: 'incident', id }, 'rss')).toContain('Platforms: TRUNKS')
  })

  test('a platform and an incident have feeds of their own', async () => {
    const { db, id } = await published()
    for (const format of ['rss', 'atom', 'json'] as const) {
      const text = await feed(db, { about: 'platform', id: 'fax' }, format)
      expect(text).toContain('Faxes lost')
      expect(text).not.toContain('One-way audio')
    }
    expect(await feed(db, { about: 'incident', id }, 'rss')).toContain('One-way audio')
    expect(await feed(db, { about: 'incident', id: 'unknown' }, 'rss')).toBe('no feed')
    expect(await feed(db, { about: 'platform', id: 'unknown' }, 'atom')).toBe('no feed')
  })

  test('an empty feed is a feed', async () => {
    const { db } = await fresh()
    expect(strictly(await feed(db, EVERYTHING, 'rss')).rss.channel.item).toBeUndefined()
    expect(strictly(await feed(db, EVERYTHING, 'atom')).feed.id).toBe('tag:status.example.com,2005:/history')
    expect(JSON.parse(await feed(db, EVERYTHING, 'json')).items).toEqual([])
  })
})
