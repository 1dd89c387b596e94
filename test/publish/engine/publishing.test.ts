import { statSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { correctUpdate } from '../../../server/actions/incident/correct/correct-update.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { changePlatform } from '../../../server/actions/platform/change-platform.ts'
import { actionContext, addPlatforms, news, opened, p1g, p2 } from '../../support/app/actions.ts'
import { hours, minutes } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ADA, ROSA } from '../../support/people.ts'
import { closeTestPublishers, testPublisher } from '../../support/publish/publisher.ts'
import { accepted } from '../../support/result.ts'

onEachDatabase('publishing', (fresh) => {
  closeTestPublishers()
  async function published() {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    const site = await testPublisher(db)
    await site.publisher.settled()
    return { db, ...site }
  }

  test('puts a post on every page it touches, served and on the disk, before publish() resolves', async () => {
    const { db, publisher, ask, file } = await published()
    const id = await opened(actionContext(db), p1g({ title: 'No dial tone' }))
    await publisher.publish()
    for (const path of ['/', `/incidents/${id}/`, '/platforms/trunks/', '/history/', '/history/2026-11/']) {
      const { status, body } = await ask(path)
      expect(status, path).toBe(200)
      expect(body.toString(), path).toContain('No dial tone')
      expect(file(`${path.slice(1)}index.html`), path).toBe(body.toString())
    }
    const row = await db.selectFrom('incidents').select('published_at').executeTakeFirstOrThrow()
    expect(row.published_at).not.toBeNull()
    // The actions of tests have a clock that stands still: how long is of no interest, that it was measured is.
    expect(publisher.status().measures.publisher_delay_seconds).toMatchObject([{ count: 1 }])
  })

  test('lets a post be read on its own page, and on the first, while the other pages are still made', async () => {
    const { db, publisher } = await published()
    const id = await opened(actionContext(db), p1g({ title: 'No dial tone' }))
    let isOver = false
    const publishing = publisher.publish().then(() => {
      isOver = true
    })
    for (const path of [`/incidents/${id}/`, '/'])
      while (!publisher.read(path)?.includes('No dial tone')) await new Promise(setImmediate)
    expect(isOver).toBe(false)
    expect(publisher.read('/history/')?.includes('No dial tone')).toBe(false)
    await publishing
    expect(publisher.read('/history/')?.includes('No dial tone')).toBe(true)
  })

  test('has feeds, JSON and compressed siblings soon after, and nothing stale meanwhile', async () => {
    const { db, publisher, file, ask } = await published()
    const id = await opened(actionContext(db), p1g({ title: 'No dial tone' }))
    await publisher.publish()
    await publisher.settled()
    for (const name of ['history.rss', 'history.atom', 'feed.json', 'updates.rss', 'updates.atom', 'updates.json']) {
      expect(file(name), name).toContain('No dial tone')
      expect(file(`platforms/trunks/${name}`), name).toContain('No dial tone')
      expect(file(`platforms/fax/${name}`), name).not.toContain('No dial tone')
    }
    for (const name of ['history.rss', 'history.atom'])
      expect(file(`incidents/${id}/${name}`)).toContain('No dial tone')
    const platform = file('platforms/trunks/index.html')
    for (const own of ['calendar.ics', 'history.rss', 'updates.rss'])
      expect(platform, own).toContain(`/platforms/trunks/${own}`)
    expect(platform).not.toContain('/platforms/fax/history.rss')
    const calendars = /<link[^>]*text\/calendar[^>]*>/g
    expect(platform?.match(calendars)).toEqual([expect.stringContaining('/platforms/trunks/calendar.ics')])
    for (const name of [`incidents/${id}.json`, `api/v2/incidents/${id}.json`, 'api/v2/summary.json']) {
      expect(file(name), name).toContain('No dial tone')
    }
    const plain = await ask('/')
    const br = await ask('/', { headers: { 'accept-encoding': 'gzip, br' } })
    const gzip = await ask('/', { headers: { 'accept-encoding': 'gzip' } })
    expect(brotliDecompressSync(br.body)).toEqual(plain.body)
    expect(gunzipSync(gzip.body)).toEqual(plain.body)
  })

  test('gives every version of a file a second of its own, by which web servers tell versions apart', async () => {
    const { db, publisher, folder } = await published()
    const seconds = (name: string) => Math.floor(statSync(join(folder, name)).mtimeMs / 1_000)
    const seen: number[] = []
    const id = await opened(actionContext(db), p2())
    for (const body of ['one', 'two', 'six']) {
      accepted(await postUpdate(actionContext(db), id, news(body)))
      await publisher.publish()
      await publisher.settled()
      seen.push(seconds('index.html'))
      expect([seconds('index.html.br'), seconds('index.html.gz')]).toEqual([seen.at(-1), seen.at(-1)])
    }
    expect(new Set(seen).size).toBe(3)
  })

  test('leaves alone what an event does not touch', async () => {
    const { db, publisher, ask } = await published()
    const id = await opened(actionContext(db), p2())
    await publisher.publish()
    const before = await Promise.all(['/platforms/fax/', '/subscribe/'].map((path) => ask(path)))
    accepted(await postUpdate(actionContext(db, ROSA), id, news('Still searching.')))
    await publisher.publish()
    const after = await Promise.all(['/platforms/fax/', '/subscribe/'].map((path) => ask(path)))
    expect(after.map(({ headers }) => headers.etag)).toEqual(before.map(({ headers }) => headers.etag))
    expect((await ask(`/incidents/${id}/`)).body.toString()).toContain('Still searching.')
  })

  test('shows a correction, and what else changes an incident', async () => {
    const { db, publisher, ask } = await published()
    const id = await opened(actionContext(db), p2({ update: { body: 'A tpyo.' } }))
    const update = await db.selectFrom('updates').select('id').executeTakeFirstOrThrow()
    await publisher.publish()
    accepted(await correctUpdate(actionContext(db), id, update.id, { body: 'A typo.' }))
    await publisher.publish()
    const { body } = await ask(`/incidents/${id}/`)
    expect(body.toString()).toContain('A typo.')
    expect(body.toString()).not.toContain('A tpyo.')
  })

  test('never shows a drill anywhere, nor an archived platform but in the past', async () => {
    const { db, publisher, files, file } = await published()
    const id = await opened(actionContext(db), p1g({ title: 'Practising', drill: true }))
    const both = ['trunks', 'fax'].map((platform) => ({ id: platform, impact: 'partial_outage' as const }))
    const real = await opened(actionContext(db), p2({ title: 'For real', platforms: both }))
    accepted(await postUpdate(actionContext(db), real, news('Over.', { phase: 'resolved' })))
    await publisher.publish()
    accepted(await changePlatform(actionContext(db, ADA), 'fax', { archived: true }))
    await publisher.publish()
    await publisher.settled()
    expect(files().filter((name) => name.includes(id))).toEqual([])
    expect(files().filter((name) => (file(name) ?? '').includes('Practising'))).toEqual([])
    const ofToday = ['subscribe/index.html', 'maintenance/index.html', 'calendar.ics', 'api/v2/components.json']
    expect(ofToday.filter((name) => /\bFAX\b/i.test(file(name) ?? 'missing: FAX'))).toEqual([])
    expect(file('index.html')).toContain('For real')
    expect(file('index.html')).not.toContain('href="/platforms/fax/"')
    expect(file(`incidents/${real}/index.html`)).toContain('FAX')
    expect(file('platforms/fax/index.html')).toContain('No longer in use')
    expect(file('platforms/fax/index.html')).not.toContain('name="email"')
  })

  test('renames a platform wherever it is mentioned', async () => {
    const { db, publisher, file } = await published()
    const id = await opened(actionContext(db), p2())
    accepted(await postUpdate(actionContext(db), id, news('Over.', { phase: 'resolved' })))
    await publisher.publish()
    accepted(await changePlatform(actionContext(db, ADA), 'trunks', { name: 'SIP trunking' }))
    await publisher.publish()
    await publisher.settled()
    for (const name of [
      'index.html',
      `incidents/${id}/index.html`,
      'history/2026-11/index.html',
      'subscribe/index.html',
    ]) {
      expect(file(name), name).toContain('SIP trunking')
      expect(file(name), name).not.toContain('TRUNKS')
    }
  })

  test('says on the tick what time alone has changed, and only that', async () => {
    const { db, publisher, ask, clock } = await published()
    const id = await opened(actionContext(db), p1g())
    await publisher.publish()
    await publisher.tick(clock.now())
    const etag = async (path: string) => (await ask(path)).headers.etag
    const pages = ['/', `/incidents/${id}/`, '/platforms/trunks/']
    const before = await Promise.all(pages.map(etag))
    await publisher.tick(clock.advance(minutes(44)))
    expect(await Promise.all(pages.map(etag))).toEqual(before)
    await publisher.tick(clock.advance(minutes(1)))
    const dueSoon = await Promise.all(pages.map(etag))
    expect(dueSoon.filter((tag, index) => tag === before[index])).toEqual([])
    await publisher.tick(clock.advance(minutes(15) + 1))
    const overdue = await Promise.all(pages.map(etag))
    expect(overdue.filter((tag, index) => tag === dueSoon[index])).toEqual([])
    expect((await ask('/')).body.toString()).toMatch(/overdue/i)
  })

  test('says how fresh it is every minute, and begins a new day at midnight of the provider', async () => {
    const { publisher, ask, clock } = await published()
    const now = async () => JSON.parse((await ask('/now.json')).body.toString())
    await publisher.tick(clock.advance(minutes(1)))
    expect(await now()).toEqual({
      event: 2,
      at: new Date(clock.now()).toISOString(),
      overall: { indicator: 'none', key: 'all_operational' },
    })
    const home = (await ask('/')).headers.etag
    await publisher.tick(clock.advance(minutes(1)))
    expect((await now()).at).toBe(new Date(clock.now()).toISOString())
    expect((await ask('/')).headers.etag).toBe(home)
    await publisher.tick(clock.advance(hours(16)))
    expect((await ask('/')).headers.etag).not.toBe(home)
  })
})
