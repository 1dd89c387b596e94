import { describe, expect, test } from 'vitest'
import type { FeedScope } from '../../../server/publish/feeds/feeds.ts'
import { actionContext, addPlatforms, opened, p2 } from '../../support/app/actions.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { EVERYTHING, feed, strictly } from '../../support/publish/feed-reader.ts'

describe('hostile text in feeds', () => {
  const HOSTILE = [
    ']]>',
    ']]]]>><![CDATA[',
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[a](javascript:alert(1))',
    '&lt; & &amp; &#0; &#x1; &bogus;',
    '\u0000\u0001\u0008\u000b\u001f\ufffe\uffff',
    'half \ud800 a pair \udc00',
    '\u202egnp.exe',
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>',
    '--> <!-- ',
    '😀 العربية',
  ]

  test.each(HOSTILE)('%j stays text in every feed', async (text) => {
    const { db, close } = await sqliteInMemory()
    await addPlatforms(db, 'trunks')
    // Written past the checks of the actions: a feed must hold whatever the database does.
    const id = await opened(actionContext(db), p2())
    await db
      .updateTable('incidents')
      .set({ title: `Title ${text}` })
      .where('id', '=', id)
      .execute()
    await db
      .updateTable('updates')
      .set({ body: `Body ${text}` })
      .where('incident_id', '=', id)
      .execute()
    for (const scope of [EVERYTHING, { about: 'updates' }, { about: 'incident', id }] as FeedScope[]) {
      const { item } = strictly(await feed(db, scope, 'rss')).rss.channel
      const { entry } = strictly(await feed(db, scope, 'atom')).feed
      for (const html of [item.description, entry.content['#text']]) {
        expect(html).toContain('Body')
        expect(html).not.toMatch(/<script|<img|<[^>]*onerror|href="javascript/i)
      }
      expect(item.title).toContain('Title')
      expect(entry.title).toBe(item.title)
    }
    expect(JSON.parse(await feed(db, EVERYTHING, 'json')).items[0].title).toContain('Title')
    await close()
  })
})
